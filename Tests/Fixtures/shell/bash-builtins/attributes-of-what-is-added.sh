# shells: bash
declare -c one=abC; one+=eFg; declare -p one; declare -u up=ab; up+=c; echo $up; declare -i n=3; n+=4; echo $n
declare -A a=([x]=1 [y]=2 [z]=3 [w]=4); echo "${#a[@]}" "${a[@]:0:2}" / "${a[@]:1:2}" / "${a[@]:2:2}" / "${a[@]:4}" / "${a[@]:5}"
IFS=; k=(x y z); printf '<%s>' ${!k[*]}; printf '<%s>' ${!k[@]}; echo
