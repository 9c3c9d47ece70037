# shells: bash
a=([2]=c [0]=a b [7]=h i)
echo "${!a[@]}" / "${a[@]}" / "${#a[@]}"
a[3]=d
echo "${!a[@]}"
declare -p a
