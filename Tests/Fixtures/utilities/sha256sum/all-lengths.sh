printf 'hello\n' >a
sha1sum a; sha256sum a; sha512sum a
sha256sum a >s; sha256sum -c s; echo $?
sha512sum a | sha512sum -c -
echo '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 *a' | sha256sum -c -
