# shells: bash
declare -A m=([p]=/usr/local/bin)
echo "${m[p]##*/}" "${m[p]:1:3}" "${#m[p]}" "${m[p]/local/x}" "${m[p]^^}" "${m[q]:-def}"
echo "${m[q]:=set}" "${m[q]}"
