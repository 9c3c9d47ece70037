# shells: gnu
touch f; chattr; chattr +q f; chattr +e; chattr f; chattr +e missing; echo $?
lsattr missing; echo $?
lsattr -x; echo $?
