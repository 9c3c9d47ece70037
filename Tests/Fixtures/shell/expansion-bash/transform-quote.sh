# shells: bash
x="a b"; y="it's"; z=$'tab\there\n'; e=; w='$x`"\'
echo "${x@Q}" "${y@Q}" "${z@Q}" "${e@Q}" "${w@Q}" "[${u@Q}]"
set -- "a b" c; echo "${@@Q}" "${*@Q}"
