# shells: bash
declare -ix n=1+1; declare -p n; declare -lr x=ABC; declare -p x; declare -xr y; declare -p y
declare -u z; z=abc; declare +u z; z+=d; declare -p z; declare -i +i q=1+1; declare -p q
