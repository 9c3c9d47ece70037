(exit 256); echo $?; (exit 300); echo $?; (exit 0); echo $?; (false; exit); echo $?; (exit 255); echo $?
