# shells: bash
set -e
trap 'echo err $?' ERR; trap 'echo exit $?' EXIT
f() { false; echo no; }
f
