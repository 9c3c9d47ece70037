# shells: gnu
p='-pbkdf2 -pass pass:secret'
echo hello | openssl enc -aes-256-cbc $p -S 0102030405060708 -a
echo hello | openssl enc -aes-256-cbc $p -out e; head -c 8 e; echo; openssl enc -d -aes-256-cbc $p -in e; rm e
echo hello | openssl enc -aes-128-cbc -K 00112233445566778899aabbccddeeff -iv 000102030405060708090a0b0c0d0e0f -a
echo hello | openssl aes-256-cbc -pbkdf2 -iter 1000 -k x -a | openssl aes-256-cbc -d -pbkdf2 -iter 1000 -k x -a
echo pw >pw; echo hello | openssl enc -aes-256-ctr -pbkdf2 -pass file:pw -nosalt -a
X=pw; export X; echo hello | openssl enc -aes-256-ctr -pbkdf2 -pass env:X -nosalt | od -An -tx1
echo hello | openssl enc -aes-256-cbc -md md5 -k x -nosalt -a
echo hello | openssl enc -aes-256-cbc $p -A -a -S 0102030405060708; echo
openssl enc -d -aes-256-cbc $p -in pw 2>&1 | head -n 1; echo "$?"
printf 0123456789abcdef | openssl enc -aes-256-cbc $p -S 0102030405060708 -nopad | wc -c; rm pw
