# shells: dash ash bash
f() { echo "x=$x"; env | grep ^x=; }; x=1 f; echo "[$x]"; x=0; x=2 f; echo "[$x]"; g() { x=changed; }; x=3 g; echo "[$x]"
