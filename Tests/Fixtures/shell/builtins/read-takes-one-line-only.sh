printf '1\n2\n3\n' | { read a; read b; cat; echo "$a$b"; }
