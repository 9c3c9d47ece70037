# shells: bash
PS3='pick: '
select x in a b; do echo "[$x] $REPLY"; done <<<$'9\n\n1'
echo "status $? [$x]"
