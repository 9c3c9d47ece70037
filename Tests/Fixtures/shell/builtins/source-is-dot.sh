# shells: ash bash
echo 'echo "s $1"' > s; source ./s arg
