nosuch-xyz 2>/dev/null; echo $?; echo 'echo hi' > s; chmod 644 s; ./s 2>/dev/null; echo $?; mkdir d; ./d 2>/dev/null; echo $?; ./missing 2>/dev/null; echo $?; echo > e; chmod +x e; ./e; echo $?
