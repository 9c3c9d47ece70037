# shells: gnu
echo '1/0
5' | bc; echo $?
echo 'foo(1)' | bc; echo $?
printf '1+\n2\n' | bc; echo $?
bc nosuch; echo $?
