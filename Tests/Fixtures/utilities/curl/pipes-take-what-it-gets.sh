# shells: gnu
mkdir d; echo 'echo ran "$@"' >d/s; tar czf t.tgz d
curl -fsSL "file://$PWD/t.tgz" | tar tz
curl -fsSL "file://$PWD/d/s" | sh -s -- one two
curl -fsL "file://$PWD/nope" | sh; echo "$?"
x=$(curl -fsL "file://$PWD/nope" || echo failed); echo "$x"
