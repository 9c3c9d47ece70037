# shells: dash ash bash
{ echo a; echo b >&2; } 2>&1 | sort; { echo closed; } >&- 2>/dev/null; echo $?; cat <&-  2>/dev/null; echo $?; ls nosuch 2>&-; [ $? -ne 0 ] && echo failed
