# shells: bash
s=text
echo "${s[0]}" "${s[@]}" "${#s[@]}" "${!s[@]}" "[${s[1]}]"
s[2]=more; declare -p s
a=(x y); a=new; declare -p a
