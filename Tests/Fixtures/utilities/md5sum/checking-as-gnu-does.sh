# shells: gnu
printf 'hello\n' >a; printf x >b
md5sum a b >m; rm b
md5sum -c m; echo $?
md5sum --ignore-missing -c m; echo $?
echo bad >>m; md5sum -w -c m; echo $?
md5sum --strict -c m; echo $?
echo nothing >n; md5sum -c n; echo $?
md5sum -c nosuch; echo $?
md5sum --status -c m; echo $?
md5sum --quiet -c m; echo $?
md5sum --tag a | md5sum -c -
md5sum a | md5sum -c
printf '# c\n\nd41d8cd98f00b204e9800998ecf8427e  e\r\n' | md5sum -c
