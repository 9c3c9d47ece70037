# shells: bash
f() { local -i n=2+3; local -r c=1; local -x e=env; local -u u=abc; echo $n $c $u; env | grep ^e=; c=2; echo no; }
f; echo "$? [$n][$c][$e]"
