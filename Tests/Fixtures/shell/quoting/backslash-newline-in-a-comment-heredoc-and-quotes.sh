echo "a\
b" 'a\
b'
cat <<E
a\
b
E
cat <<'E'
a\
b
E
