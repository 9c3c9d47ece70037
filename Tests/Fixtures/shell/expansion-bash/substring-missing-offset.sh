# shells: ash bash
x=abc
echo "[${x:}]"
echo after
