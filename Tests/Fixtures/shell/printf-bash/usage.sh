# shells: bash
printf; echo $?
printf -x a; echo $?
printf -- '%s\n' -v; printf '%s\n' -- x; printf -- --; echo
