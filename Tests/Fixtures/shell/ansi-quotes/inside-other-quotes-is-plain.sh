# shells: ash bash
echo "$'a\tb'" '$'"'x'" \$'a\tb' $"x"
x=$'a b'; echo "${u:-$'a\tb'}" ${u:-$'p q'}
