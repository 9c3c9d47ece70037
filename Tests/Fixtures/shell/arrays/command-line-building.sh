# shells: bash
cmd=(printf '<%s>')
cmd+=("a b" '*' "")
"${cmd[@]}"; echo
"${cmd[@]:0:2}" z; echo
${cmd[0]} '%s\n' plain
