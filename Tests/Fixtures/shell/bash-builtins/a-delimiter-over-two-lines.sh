# shells: bash
cat << E_O_F
foo
E_O_\
F
echo done
