# shells: ash
echo abcdef | { read -n 3 x; echo "$x"; }; echo 'a b' | { read -r -p '' x; echo "$x"; }; printf 'x;y' | { read -d ';' z; echo $z; }; echo in | { read -t 2 t; echo $t; }; read -a arr </dev/null; echo $?
