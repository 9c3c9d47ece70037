u=
cat <<E
"a" 'b' ${u:-"q"} ${u:-'s'} ${u:-\"} $(echo "x  y")
E
