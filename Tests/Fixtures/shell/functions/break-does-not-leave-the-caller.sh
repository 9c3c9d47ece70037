f() { break; }; for i in 1 2; do f 2>/dev/null; echo $i; done
