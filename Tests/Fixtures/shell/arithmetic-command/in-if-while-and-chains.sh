# shells: bash
n=3
while ((n > 0)); do printf '%s ' $n; ((n--)); done; echo
if ((n == 0)); then echo zero; fi
((n)) || echo false; ((n = 2)) && echo $n
until ((n-- <= 0)); do echo .; done
