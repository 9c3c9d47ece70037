# shells: bash
x='a\tb\x41'; echo "${x@E}"; y=hello; echo "${y@U}" "${y@u}"; z=ABC; echo "${z@L}"
declare -r r=1; declare -x e=2; declare -i i=3; declare -a a=(1)
echo "${r@a}" "${e@a}" "${i@a}" "${a@a}" "[${y@a}]"; echo "${r@A}" "${y@A}" "${a[@]@A}"
n='x y'; echo "${n@K}" "${n@k}"
