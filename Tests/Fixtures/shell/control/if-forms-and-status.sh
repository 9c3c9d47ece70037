if true; then echo 1; fi; if false; then echo no; else echo 2; fi; if false; then :; elif true; then echo 3; else echo no; fi
false; if false; then :; fi; echo $?; if true; then (exit 4); fi; echo $?; if (exit 3); then :; else echo $?; fi
