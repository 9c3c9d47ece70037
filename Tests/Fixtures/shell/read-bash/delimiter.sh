# shells: ash bash
printf 'a:b:c' | { read -d : x; echo "$x $?"; read -d : y; echo "$y $?"; read -d : z; echo "$z $?"; }
printf 'x y\nz;' | { read -r -d ';' a b; echo "[$a][$b]"; }
