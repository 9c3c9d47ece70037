# shells: gnu
getopt -o a -- -b; echo $?
getopt -o a -l foo,foobar -- --fo; echo $?
getopt -o a -l foo -- --foo=3; echo $?
getopt -o a -l foo: -- --foo; echo $?
getopt -o a: -- -a; echo $?
getopt -n p -o a -- -z; echo $?
getopt -q -o a -- -b -a; echo $?
getopt -Q -o a -- -a; echo $?
getopt; echo $?
getopt -x; echo $?
getopt -s foo -o a --; echo $?
getopt -s csh -o a: -- -a 'x!y'
getopt -a -o a -l foo -- -foo
