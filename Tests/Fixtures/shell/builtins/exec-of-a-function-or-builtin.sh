f() { echo func; }; (exec f) 2>/dev/null; echo $?; (exec cd /) 2>/dev/null; echo $?
