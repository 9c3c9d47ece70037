{ rm f; echo x; } > f
ls f 2>/dev/null || echo gone
printf '1\n2\n3\n' > in
exec 3< in
read a <&3
rm in
cat <&3
echo new > in
read b <&3 || echo end
printf 'a\nb\n' > in
while read x; do echo $x; rm -f in; done < in
ls
