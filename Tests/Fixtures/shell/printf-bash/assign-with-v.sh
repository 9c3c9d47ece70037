# shells: bash
printf -v x '%03d|%s' 7 "a b"; echo "$x"; printf -v 'a[2]' '%s' elem; declare -p a
printf -v y ''; echo "[$y]"; printf -v 1x a; echo $?; printf -v z 'a\n\n'; echo "[$z]"
