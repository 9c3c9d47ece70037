(f() { echo sub; }; f); f 2>/dev/null || echo none; echo "$(g() { echo s; }; g)"; g 2>/dev/null || echo none
