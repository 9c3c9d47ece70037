# shells: bash
a=(1 2)
(a+=(3); a[0]=x; echo "${a[@]}")
echo "${a[@]}"
printf 'l1\nl2\n' | while read -r l; do a+=("$l"); done
echo "${#a[@]}"
while read -r l; do a+=("$l"); done < <(printf 'l1\nl2\n')
echo "${#a[@]}"
