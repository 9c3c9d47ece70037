getopt -o ab: -l foo,bar:,baz:: -n prog -- -a --bar 'a b' --baz=q --fo "it's" -- z; echo $?
getopt -o a::b -- -a1 -b -a; echo $?
getopt -o a -- x -a y; echo $?
getopt -o +a -- x -a; echo $?
getopt -o -a -- x -a; echo $?
getopt -u -o a: -- -a 'x y'; echo $?
getopt ab: -a -b x y; echo $?
getopt -T; echo $?
