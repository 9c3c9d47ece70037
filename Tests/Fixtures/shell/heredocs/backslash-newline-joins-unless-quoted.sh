cat <<E
a\
b\\
c
E
cat <<'E'
a\
b
E
