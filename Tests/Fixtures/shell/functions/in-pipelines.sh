f() { while read l; do echo "<$l>"; done; }; printf 'a\nb\n' | f; g() { echo out; }; g | f; g | tr a-z A-Z
