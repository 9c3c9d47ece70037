# shells: ash bash
read -t 5 x </dev/null; echo "$? [$x]"
echo a | { read -t 5 x; echo "$? $x"; }
