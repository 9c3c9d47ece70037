# shells: gnu
mkdir d; echo 'echo ran "$@"' >d/s
curl -fsSL "file://$PWD/d/s" | wc -c
curl -fsSL "file://$PWD/d/s" | sh -s -- one two
curl -fsL "file://$PWD/nope" | sh; echo "$?"
x=$(curl -fsL "file://$PWD/nope" || echo failed); echo "$x"
