# status: 2
trap 'echo never > trapped' EXIT
f() { f; }
f
echo never > trapped
