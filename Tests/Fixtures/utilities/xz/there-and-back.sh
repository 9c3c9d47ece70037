# shells: gnu
echo hello >a
xz -k a; echo "status $?"; xz -dc a.xz; xzcat a.xz
rm a; unxz a.xz; ls; cat a
xz -T0 -9 <a | xz -d
lzma -c a | unlzma
xz -dc a; echo "status $?"
rm -f *.xz l.a
