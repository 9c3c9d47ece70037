# shells: bash
[[ v1.22.3-rc =~ ^v([0-9]+)\.([0-9]+)(\.([0-9]+))?(-(beta))? ]]; echo $?
echo "${#BASH_REMATCH[@]}"; printf '<%s>' "${BASH_REMATCH[@]}"; echo
[[ abc =~ x ]]; echo $? "${#BASH_REMATCH[@]}" "[${BASH_REMATCH[0]}]"
