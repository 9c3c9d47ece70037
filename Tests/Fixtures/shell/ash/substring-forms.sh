# shells: ash bash
x=0123456789; n=3; echo "${x:n}" "${x:n:2}" "${x:n+1:n-1}" "${x:0:0}." "${x: -3:2}" "${x:$n:$((n))}" ${x:1}${x:9}
set -- abcdef; echo ${1:2:2}; echo "${u:1}."
