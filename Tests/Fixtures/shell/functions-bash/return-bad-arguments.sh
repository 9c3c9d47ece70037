# shells: dash ash bash
f() { return abc; echo on; }; (f; echo "r $?"); echo $?; g() { return -1; }; (g; echo $?); echo $?; h() { return 1 2; }; (h; echo $?)
