{ echo; echo ''; echo -n a; echo -n; echo b; echo -- x; echo - y; echo -x z; echo "-n"; echo "a  b" c; } | sed "s/^/:/"
