# shells: ash bash
printf 'abcdef' | { read -n 3 x; echo "$x"; cat; echo; }; echo pw | { read -s x; echo "$x"; }; echo a | { read -t 1 x; echo "$x"; }
