# shells: gnu
A=1 B=2 printenv A B
A=1 printenv A NOSUCH; echo $?
printenv NOSUCH; echo $?
A=1 printenv -0 A | tr '\0' '@'; echo
printenv -x; echo $?
