# shells: bash
a=(c b a b); sorted=($(printf '%s\n' "${a[@]}" | sort -u)); echo "${sorted[@]}"; echo "max ${sorted[-1]} of ${#sorted[@]}"; printf -v joined '%s,' "${a[@]}"; echo "${joined%,}"
