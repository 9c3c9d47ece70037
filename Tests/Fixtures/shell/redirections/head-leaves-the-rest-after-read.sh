printf '1\n2\n3\n' > f
{ read a; (read b; echo "sub $b"); cat; } < f
