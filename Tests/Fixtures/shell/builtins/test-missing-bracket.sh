[ a = a; echo "status $?"
test a = a ]; echo "status $?"
