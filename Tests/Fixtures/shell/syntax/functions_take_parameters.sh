greet() { echo "hello $1, $# args"; return 3; }
greet you too
echo "status $?"
