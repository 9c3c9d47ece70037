# shells: dash
trap 'echo err' ERR
echo "on $?"
trap 'echo exit' EXIT INT
