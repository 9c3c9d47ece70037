# shells: gnu
printf abc > a
for kind in md5 sha1 sha224 sha256 sha384 sha512 blake2b bsd sysv crc; do cksum -a $kind a; done
cksum -a sha256 --untagged a; cksum -a blake2b -l 128 a
cksum -a md5 a > sums; cksum -c sums; cksum -a md5 -c sums
cksum -a sha1 --untagged a > plain; cksum -a sha1 -c plain; cksum -c plain; echo $?
cksum -a crc -c sums; cksum -l 8 a; cksum -a x a; echo $?
