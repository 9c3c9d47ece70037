printf 'hello\n' >a; printf x >b
md5sum a b >m; md5sum -c m; echo $?
echo y >b; md5sum -c m; echo $?
md5sum -c m 2>/dev/null; echo $?
