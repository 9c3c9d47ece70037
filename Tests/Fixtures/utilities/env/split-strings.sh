# shells: gnu
env -S 'echo "a b" c'
env -S 'printf %s\n a\_b "c d" e#f #g'
env -iS 'A=2 printenv A'
env -S 'echo ${HOME}x'
env -S 'x\q'; echo $?
env -S "echo 'a"; echo $?
env -S 'echo $x'; echo $?
env 'a b'; echo $?
