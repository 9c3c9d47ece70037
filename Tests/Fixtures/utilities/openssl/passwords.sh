# shells: gnu
openssl passwd -1 -salt abcdefgh pw; openssl passwd -5 -salt abcdefgh pw; openssl passwd -6 -salt abcdefgh pw
openssl passwd -apr1 -salt abcdefgh pw; openssl passwd -salt ab pw
echo 'a longer password than sixteen bytes' | openssl passwd -1 -salt x -stdin
echo 'a longer password than thirty-two bytes is' | openssl passwd -5 -salt x -stdin
printf 'a\nb\n' | openssl passwd -6 -salt abcdefgh -stdin
openssl passwd -6 pw | cut -c1-3; openssl passwd -6 pw | wc -c; openssl rand -hex 8 | wc -c; openssl rand -base64 50 | wc; openssl rand 7 | wc -c
