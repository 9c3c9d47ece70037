set -a; x=1; f() { y=2; }; f; read z <<E
3
E
set +a; w=4; sh -c 'echo "${x-}${y-}${z-}${w-no}"'
