printf 'l1\nl2\n' >f; x=$(cat f); echo "$x"; echo $(cat <f)
