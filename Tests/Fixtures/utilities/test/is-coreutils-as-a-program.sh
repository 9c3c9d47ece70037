# shells: gnu
t() { env test "$@"; echo "$? $*"; }
t a '<' b; t '(' '(' != '(' ')'; t ! '(' ! = ! ')'; t 18446744073709551616 -gt 5; t -5 -lt ' 3 '
t -l abc -eq 3; t x -eq 1; t ''; t a b; t a b c; t '(' a; t -f; t -q x; t a -a b -o ''; t a = a b
t '(' a ')' -a '(' ! '' ')'; t -n a -a -z ''
env '[' a = a ']'; echo $?; env '[' a = a; echo $?; env '[' ']'; echo $?
