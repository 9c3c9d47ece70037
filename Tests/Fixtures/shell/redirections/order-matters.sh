f() { echo out; echo err >&2; }
f 2>&1 >/dev/null | cat
echo -
f >/dev/null 2>&1 | cat
echo -
f 3>&1 1>&2 2>&3 3>&- 2>/dev/null | cat
