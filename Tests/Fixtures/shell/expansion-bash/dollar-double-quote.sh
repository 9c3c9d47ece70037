# shells: dash ash bash
x=v
echo $"text $x" $"a b"
