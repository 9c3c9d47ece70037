# shells: bash
a=(a b)
echo "[${a[-3]}]"; echo $?
a[-3]=x; echo $?
