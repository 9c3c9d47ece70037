printf 'l1\nl2\n' > f; exec < f; read a; echo "got $a"; cat
