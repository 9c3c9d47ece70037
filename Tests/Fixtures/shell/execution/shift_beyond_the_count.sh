set -- a b; command shift 3; echo "$? $#"
(shift 3; echo no); echo $?
command eval 'shift 9'; echo $?
shift 2; echo "$? $#"
shift; echo no
