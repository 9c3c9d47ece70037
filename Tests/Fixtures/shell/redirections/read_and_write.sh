exec 3<> f
echo hello >&3
read x <&3
echo "$? [$x]"
exec 3<> f
read y <&3
echo "[$y]"
echo more >&3
cat f
printf 'one\ntwo\nthree\n' > in
exec 4<> in
read a <&4
echo XY >&4
cat in
