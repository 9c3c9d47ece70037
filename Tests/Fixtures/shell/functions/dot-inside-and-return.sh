echo 'echo dotted $1; return 7; echo no' > s; f() { . ./s; echo "after $?"; }; f arg
