# shells: dash ash bash
echo one
echo two; if
echo three
