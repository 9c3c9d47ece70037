# shells: bash
echo before
cat <<<
echo after
