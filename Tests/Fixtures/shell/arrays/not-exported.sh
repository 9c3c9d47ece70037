# shells: bash
a=(1 2); export a
env | grep -c '^a='
bash -c 'echo "[$a]"'
