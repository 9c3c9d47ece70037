(exit 5); f() { echo $?; }; f; f
