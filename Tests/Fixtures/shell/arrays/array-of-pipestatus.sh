# shells: bash
true | false | (exit 3)
s=("${PIPESTATUS[@]}")
echo "${s[@]}" ${#s[@]}
