# shells: bash
x=a
echo "${x@Z}"; echo same
echo next
