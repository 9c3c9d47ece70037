f() { return; }; false; f; echo $?
f() { false; return; }; f; echo $?
f() { echo $?; }; false; f
(false; return; echo no); echo $?
return 5; echo no
