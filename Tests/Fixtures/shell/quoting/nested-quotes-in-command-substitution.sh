x='a  b'
echo "$(echo "$x")" "$(echo '"')" "$(echo "a \" b")"
echo "outer $(echo "inner $(echo "deep  $x")")"
