f() { trap 'echo "exit trap x=$x"' EXIT; x=f; }; f; x=late; echo body
