x=1; { x=2; echo "in $x"; } & wait; echo "out $x"; [ -n "$!" ] && echo pid; y=$(echo bg & wait); echo "$y"
