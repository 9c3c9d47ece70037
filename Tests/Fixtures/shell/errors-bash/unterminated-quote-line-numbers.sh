# shells: dash ash bash
echo one
echo "two
three
