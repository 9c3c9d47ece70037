# shells: bash
declare x=a; declare x+=b; echo $x; declare -i n=1; declare n+=4; echo $n
declare -a arr=(1); declare arr+=(2 3); echo "${arr[@]}"; readonly r+=x; echo $r
