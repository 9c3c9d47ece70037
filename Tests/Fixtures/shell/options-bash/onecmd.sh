# shells: bash
bash -t <<'E'
echo one
echo two
E
