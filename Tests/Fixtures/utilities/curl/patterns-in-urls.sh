# shells: gnu
for i in 1 2 3 10; do echo "n$i" >"f$i"; done; echo y >a; echo z >b
curl -s "file://$PWD/f[1-3]"
curl -s "file://$PWD/{a,b}" -o 'got_#1.txt'; cat got_a.txt got_b.txt
curl -s "file://$PWD/f[1-3:2]" -o '#1-#2'; ls
curl -s "file://$PWD/[a-b]"
curl -sS 'file:///[1-'; echo "$?"
curl -sS 'file:///{a'; echo "$?"
printf q >'x{y}'; curl -sg "file://$PWD/x{y}"; echo
