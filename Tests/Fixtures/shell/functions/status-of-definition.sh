false; f() { false; }; echo $?
