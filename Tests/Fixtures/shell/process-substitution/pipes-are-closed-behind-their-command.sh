# shells: bash
for i in 1 2 3; do cat <(echo $i); done; echo <(:)
f() { cat "$1"; }; f <(echo inner); echo <(:)
