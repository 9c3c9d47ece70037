# shells: bash
echo before
echo "${x y}"; echo same line
echo next line
