(exit 3); echo $?; (false; true); echo $?; (true; false); echo $?; ( (exit 7) ); echo $?; (exit 3; echo no) || echo or; (return 4) 2>/dev/null; echo $?
