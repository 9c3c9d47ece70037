printf 'hello\n' >a; printf x >b; : >e
md5sum a b e
echo x | md5sum
echo x | md5sum - a
md5sum <a
