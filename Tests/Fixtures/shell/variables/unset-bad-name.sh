unset 1x; echo "status $?"
echo after
