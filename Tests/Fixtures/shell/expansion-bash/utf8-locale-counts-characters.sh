# shells: bash
LC_ALL=C.UTF-8
x=héllo; echo ${#x} ${x:1:1} ${x/é/e} ${x^^} ${x#h?}
LC_ALL=C; echo ${#x} ${x:3}
