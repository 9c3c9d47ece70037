# shells: bash
u=
echo "[${!u}]"; echo same
echo next
