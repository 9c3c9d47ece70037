echo 'read x; echo "dot got $x"' > s; . ./s <<E
input
E
echo 'cat <<E
inside $x
E' > t; . ./t
