# shells: bash
a=(x y z); declare -n r=a; echo "${r[1]}" "${#r[@]}" "${r[@]}" "${!r[@]}"; r[5]=w; declare -p a
declare -n e='a[1]'; echo $e; e=new; echo "${a[1]}"
declare -A m=([k]=v); declare -n q=m; echo "${q[k]}"; q[j]=2; echo ${#m[@]}
