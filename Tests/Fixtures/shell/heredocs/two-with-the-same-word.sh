cat <<E; cat <<E
one
E
two
E
