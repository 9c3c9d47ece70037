# shells: ash
[[ abc =~ ^a.c$ ]]; echo $?
[[ abc =~ b ]]; echo $?
[[ abc =~ x ]]; echo $?
r='^(a|b)c'; [[ bcd =~ $r ]]; echo $?
echo "${BASH_REMATCH}"
