# shells: busybox
printf 'hello\n' >a; printf x >b
md5sum a b >m; md5sum -s -c m; echo $?
rm b; md5sum -c m; echo $?
echo bad >>m; md5sum -w -c m; echo $?
md5sum -c nosuch; echo $?
mkdir d; md5sum nosuch d; echo $?
: | md5sum -c; echo $?
