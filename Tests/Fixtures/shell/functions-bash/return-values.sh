f() { return 3; }; f; echo $?; g() { false; }; g; echo $?; h() { return; }; false; h; echo $?; k() { true; return; }; k; echo $?; l() { return 300; }; l; echo $?
