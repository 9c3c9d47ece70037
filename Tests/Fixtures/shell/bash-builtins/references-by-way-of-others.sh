# shells: bash
arr=(A B C); declare -n mid='arr[1]'; declare -n top=mid; echo "$top"; top=CH; echo "${arr[1]}"
x='a[$(echo 42)]=1'; echo $(( x )); declare -p a
