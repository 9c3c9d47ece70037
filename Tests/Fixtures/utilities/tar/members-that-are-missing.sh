# shells: gnu
echo hello >a; echo world >b
tar cf t.tar a nope b; echo "status $?"
tar tf t.tar nope a; echo "status $?"
tar xf nope.tar; echo "status $?"
tar cf t.tar; echo "status $?"
tar f t.tar; echo "status $?"
tar xf t.tar -C nope; echo "status $?"
printf abc | tar t; echo "status $?"
tar --foo; echo "status $?"
rm -f t.tar
