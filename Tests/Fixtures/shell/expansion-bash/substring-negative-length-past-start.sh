# shells: ash bash
x=abc
echo "[${x:2:-2}]"
echo after
