no-such-command-1 arg
echo "status $?"
