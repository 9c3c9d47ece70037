f() { exit 6; }; (f; echo no); echo $?; f; echo never
