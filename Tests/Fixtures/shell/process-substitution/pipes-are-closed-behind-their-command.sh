# shells: bash
for i in 1 2 3; do echo $i <(:); done; echo <(:) <(:); echo <(:)
f() { echo "$1"; echo <(:); }; f <(echo inner); echo <(:)
