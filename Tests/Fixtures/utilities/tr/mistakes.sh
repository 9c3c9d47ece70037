# shells: gnu
t() { echo abc | tr "$@"; echo $?; }
t; t a; t -d; t -d a b; t -ds a; t a b c
t '[:foo:]' x; t z-a x; t '[b*]' x; t a ''; t '[:lower:]' '[:digit:]'; t '[=aa=]' x
t ab '[x*08]y'; t -c a '[b*][c*]'; t a-c '[:upper:]'; t '[:upper:]' 'x[:lower:]'
t '[:upper:][:lower:]' '[:lower:]'; t ab '[a*3x]'; t '[::]' x; t '[==]' x; t a '[=b=]'
t -x a b; t 'a\' bc; t a '\4000'; t -d '[x*]'; t -s x '[y*]'; t -c '[:alpha:]' xy
