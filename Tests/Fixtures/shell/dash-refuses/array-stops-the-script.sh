# shells: dash
echo start
args=(--a --b)
echo never
