# shells: dash ash bash
echo one
set -v
echo two
set +v
echo three
