# shells: dash ash bash
cat <&3 3<<E
three
E
echo $?
