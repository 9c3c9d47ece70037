# shells: bash
declare -i n; n=2+3; echo $n; n+=5; echo $n; n=abc; echo $n; n='2 * 4'; echo $n
declare -i m=7/2; echo $m; n=x 2>/dev/null; echo $n
n="1 +"; echo "$? $n"
