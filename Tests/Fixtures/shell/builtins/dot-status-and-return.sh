echo 'false' > a; . ./a; echo $?; : > e; false; . ./e; echo $?; echo 'return 5; echo no' > r; . ./r; echo $?; echo 'return' > q; false; . ./q; echo $?; echo 'exit 3' > x; (. ./x; echo no); echo $?
