printf 'b 2 x\na 10 y\nc 1 z\na 2 q\n' > f
sort -k 2 f; echo
sort -k 2n f; echo
sort -k 2,2n -k 1,1r f; echo
sort -k 1,1 -s f; echo
sort -k 1.1,1.1 -k 2nr f; echo
sort -k 3r f; echo
sort -k 9 f; echo
sort -n -k 2 f; echo
sort -rn -k 2,2 -k 1 f; echo
printf 'k:3:b\nj::a\nk:1\n' > g
sort -t : -k 2 g; echo
sort -t : -k 2n g; echo
sort -t: -k3,3 -k1 g; echo
sort -t: -u -k1,1 g; echo
printf '  b\n a\nc\n' | sort -b; echo
printf 'x  b\nx a\n' | sort -k 2; echo
printf 'x  b\nx a\n' | sort -k 2b; echo
printf 'x  b\nx a\n' | sort -k 2.2b,2.3
