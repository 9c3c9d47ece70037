# shells: dash
x=abcdef
echo before
y=${x:1:2} || echo or
echo never
