f() { echo "f $1"; return $1; }; f 4 & wait $!; echo $?; f 0 & wait $!; echo $?
