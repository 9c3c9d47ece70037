# shells: dash
a=(1 2)
echo never
