set -- a b; (shift 3; echo "on $? $#") 2>/dev/null; echo $?; (shift -1; echo on) 2>/dev/null; echo "end"; (shift x; echo on) 2>/dev/null; echo "end"; shift 2; echo $# $?; shift 0; echo $?
