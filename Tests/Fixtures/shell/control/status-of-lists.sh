false; true; echo $?; true && false; echo $?; false && true; echo $?; false || (exit 3); echo $?; { false; }; echo $?; ! { exit 0; } 2>/dev/null; echo no
