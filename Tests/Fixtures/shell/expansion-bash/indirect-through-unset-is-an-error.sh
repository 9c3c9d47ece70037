# shells: bash
unset u
echo "${!u}"; echo same
echo next
