printf '1\n2\n3\n4\n5\n6\n' > in
exec 3< in 4<&3
read a <&3
read b <&4
(read c <&3; echo $c)
sh -c 'read d <&3; echo $d'
read e <&3
echo $a $b $e
cat <&3
{ read a; cat; } < in
while read x; do echo "[$x]"; [ $x = 2 ] && cat; done < in
exec 5> out
(echo 1 >&5)
sh -c 'echo 2 >&5'
echo $(echo 3 >&5) | cat >&5
f() { echo 4; }
f >&5
cat out
{ echo a; echo b > both; echo c; } > both
cat both
