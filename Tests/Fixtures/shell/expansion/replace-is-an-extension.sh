# shells: ash bash
x=a/b/c.a
echo ${x/a/X} ${x//a/X} ${x//\//_} ${x/#a/S} ${x/%a/E} "${x//[ac]/-}" ${x/b} ${x//\/}
