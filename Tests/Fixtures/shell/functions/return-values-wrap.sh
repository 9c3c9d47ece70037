f() { return 256; }; f; echo $?; g() { return 255; }; g; echo $?
