# shells: bash
a[1000000000]=far; a[3]=near
echo "${#a[@]}" "${!a[@]}"
a+=(after); echo "${!a[@]}"
