# shells: bash
show() { for f; do cat "$f"; done; }
show <(echo a) <(echo b; echo c)
f() { cat; }; f < <(echo piped)
