# shells: bash
printf 'abcdef' | { read -n 3 x; echo $x; }; printf 'a;b' | { read -d ';' x; echo $x; }; echo 1 2 3 | { read -a z; echo ${z[1]}; }
