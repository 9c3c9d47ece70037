# shells: bash
x=path/to/file.txt u=
echo "${x/${x##*/}/${u:-new}}" "${u:-${x%%/*}}" "${x:${#x}-3}" "${u:+no}${x:+"yes $x"}"
echo "${x//"${x:0:1}"/P}" "${u:-"${u:-'q'}"}" "${u:=${x^^}}" "$u"
