# shells: bash
declare -A m=(["a b"]="c\"d"); declare -p m
declare -A e; declare -p e
declare -A f=(); declare -p f
declare -Ar r=([k]=v); declare -p r
