echo $ a$ "$" "a$" $' x' 2>/dev/null | cut -c1-6
echo "$ x" "$%" "$.x" a$/b
