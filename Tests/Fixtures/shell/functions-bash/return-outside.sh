# shells: dash ash bash
echo before
return 2
echo "after $?"
