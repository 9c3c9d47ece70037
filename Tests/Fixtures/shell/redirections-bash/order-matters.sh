# shells: dash ash bash
f() { echo out; echo err >&2; }; f 2>&1 >/dev/null; f >/dev/null 2>&1; (f 3>&1 1>&2 2>&3) 2>/dev/null; f 2>err | cat; cat err
