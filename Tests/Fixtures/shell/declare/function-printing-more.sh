# shells: bash
h() { [[ $a == b* && ! -f x ]]; ((i++)); for ((i=0;i<3;i++)); do local z=(1 2); done; cat <<E | tr a b &
text $x
E
echo "${x:-y}" $(echo sub) `echo back` <(echo p); until ! x; do break; done; }
declare -f h
