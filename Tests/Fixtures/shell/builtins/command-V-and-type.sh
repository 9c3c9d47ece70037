f() { :; }; type cd if nosuch-yy 2>&1 | sed 's/^sh: //'; command -V if; command -V nosuch 2>/dev/null; echo $?
