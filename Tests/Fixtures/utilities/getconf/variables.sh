# shells: gnu
getconf PAGESIZE; getconf ARG_MAX; getconf INT_MAX; getconf CHAR_BIT
getconf PATH
getconf NOSUCH; echo $?
getconf NAME_MAX nosuch; echo $?
getconf LONG_BIT
