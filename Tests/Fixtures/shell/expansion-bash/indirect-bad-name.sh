# shells: bash
u='a b'
echo "${!u}"; echo same
echo next
