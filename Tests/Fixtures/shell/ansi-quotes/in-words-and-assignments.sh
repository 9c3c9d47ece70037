# shells: bash
x=pre$'\t'post; echo "$x"; IFS=$'\n'; y=$'a b\nc d'; for w in $y; do echo "<$w>"; done
case $'\n' in $'\n') echo newline;; esac; echo "${y/$'\n'/|}"; [[ $y == *$'\n'* ]] && echo has
cat <<E
$'not\texpanded'
E
