echo before
(echo $((1/0))); echo "status $?"
(echo $((1%0))); echo "status $?"
x=0; echo $((5/x)); echo "not here in all"
