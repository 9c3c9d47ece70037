# shells: dash ash bash
f() { trap 'echo from f' EXIT; }; (f; echo body); echo 'trap "echo from lib" EXIT; exit 3' >lib; (. ./lib; echo no); echo $?; (trap 'echo x; (exit 5)' EXIT; exit); echo $?; (false; trap 'echo s $?' EXIT; exit)
