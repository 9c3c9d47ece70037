printf '1\n2\n3\n' | { read x; echo "first $x"; cat; }
echo a | { read x; echo $x; read y; echo $?; }
printf '1\n2\n' | (cat; cat)
printf '1\n2\n' > in
cat | cat < in
exec 3< in
cat <&3 | head -n 1
cat <&3
