# shells: dash
printf '%q ' 'a b'; echo $?; printf -v x a; echo "$? [$x]"; printf '\x41\n'; printf '%b\n' '\x41'
