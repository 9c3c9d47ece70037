# shells: ash bash
echo 'echo "$# $1"' > s; set -- a b; . ./s x; echo "$# $1"
