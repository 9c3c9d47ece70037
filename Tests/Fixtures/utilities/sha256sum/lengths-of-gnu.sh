# shells: gnu
printf 'hello\n' >a
sha224sum a; sha384sum a; b2sum a
sha256sum a >s; sha1sum -c s; echo $?
echo 'SHA256 (a) = 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03' | sha256sum -c
sha384sum --tag a | sha384sum -c
