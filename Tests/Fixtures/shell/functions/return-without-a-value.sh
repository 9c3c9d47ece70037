f() { false; return; }; f; echo $?; g() { true; return; }; g; echo $?; h() { (exit 9); return; echo no; }; h; echo $?
