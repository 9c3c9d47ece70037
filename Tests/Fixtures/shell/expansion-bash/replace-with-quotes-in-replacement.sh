# shells: ash bash
x="a b"
echo "${x/ /"-"}" "${x/ /'-'}" ${x/ /'- -'} "${x/ /\"}" "${x/a/$x$x}"
