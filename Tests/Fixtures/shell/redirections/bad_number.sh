echo a
echo b >&foo
echo never
