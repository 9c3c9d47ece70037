f() { return; }; false; f; echo $?; f() { return 3; echo no; }; f; echo $?; f() { return $1; }; f 0; echo $?; (f() { return x; }; f; echo "on") 2>/dev/null; [ $? -ne 0 ] && echo bad
