# shells: dash ash
printf -v x '%s' a; echo "$? [$x]"
printf '%q\n' 'a b'; echo $?
