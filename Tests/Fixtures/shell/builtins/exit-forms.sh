(exit); echo $?; false; (exit); echo $?; (true; exit); echo $?; f() { (exit 4); exit; }; (f); echo $?; (trap 'exit' EXIT; exit 8); echo $?
