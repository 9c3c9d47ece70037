timeout 5 true; echo $?
timeout 5 false; echo $?
timeout 5 sh -c 'echo x; exit 9'; echo $?
timeout 5 nosuch; echo $?
: >f
timeout 5 ./f; echo $?
echo y | timeout 5 cat
