{ read a; echo "$a"; } <<E
one
two
E
echo next
