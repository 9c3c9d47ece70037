# shells: ash bash
printf 'a;b;c' | { read -d ';' x; echo "$x"; cat; echo; }
