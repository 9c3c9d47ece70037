# shells: ash bash
x=abcdef
echo ${x:-1} ${x: -1} ${x:(-1)} ${x:0-1} ${u:-1}
