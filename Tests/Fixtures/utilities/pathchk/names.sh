# shells: gnu
echo > f; pathchk a/b f; echo $?; pathchk -p 'a b'; pathchk -p aaaaaaaaaaaaaaaaaa; pathchk -P -- -x; pathchk -P ''; pathchk ''; pathchk f/x; pathchk; pathchk --portability ok; echo $?; pathchk $(printf '%0300d' 0 | tr '\0' a)
