# shells: ash bash
x=abcdef
echo ${x:2} ${x:1:3} ${x:0:1} "${x: -2}" "${x:(-3):2}" ${x:4:10} "${x:9}." ${x:1:-2}
