f() { echo a | { read x; return 3; }; echo "after $?"; }; f; echo $?; echo x | exit 6; echo $?; g() { return 2 | true; echo "g $?"; }; g
