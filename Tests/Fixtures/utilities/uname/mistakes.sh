# shells: gnu
uname x; echo $?
uname -x; echo $?
arch x; echo $?
