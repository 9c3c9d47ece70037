# shells: bash
n() { echo called >&2; echo f; }
exec {fd}>$(n); echo one >&$fd; cat f; exec {fd}>&-
unset fd; exec {fd}>/nonexistent/x; echo "$? [$fd]"
exec {fd}</nonexistent/y; echo "$? [$fd]"
