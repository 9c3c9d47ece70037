e=; s=v
echo "1<${u-d}> <${e-d}> <${s-d}>"
echo "2<${u:-d}> <${e:-d}> <${s:-d}>"
echo "3<${u+d}> <${e+d}> <${s+d}>"
echo "4<${u:+d}> <${e:+d}> <${s:+d}>"
