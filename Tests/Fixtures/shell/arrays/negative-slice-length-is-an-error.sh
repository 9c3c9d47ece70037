# shells: bash
a=(a b c); x=abcdef
echo "${x:1:-2}"
echo "${a[@]:0:-1}"; echo not reached
