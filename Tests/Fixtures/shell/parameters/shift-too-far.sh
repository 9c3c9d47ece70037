set -- a; (shift 2; echo "in $? $#"); echo "out $?"
