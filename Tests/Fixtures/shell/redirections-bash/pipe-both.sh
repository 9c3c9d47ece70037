# shells: bash
f() { echo out; echo err >&2; }; f |& sort; { echo a; nosuch_cmd; } |& wc -l
