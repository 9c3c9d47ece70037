{ echo a; false; } > f; echo $?; cat f; { exit 3; } 2>/dev/null; echo no
