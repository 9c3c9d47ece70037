# shells: bash
a=(a b c d)
echo "${a[-1]}" "${a[-4]}"
a[-1]=Z; unset 'a[-2]'
declare -p a
s=([10]=x); echo "${s[-1]}" "[${s[-2]}]"
