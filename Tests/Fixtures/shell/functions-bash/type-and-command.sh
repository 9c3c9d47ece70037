# shells: dash ash bash
f() { :; }; command -v f; command -v echo; command -v if; command -v nosuch; echo $?; type f | head -n 1; type if; type nosuch 2>&1; echo $?; command -V echo; command -v ./x; echo $?
