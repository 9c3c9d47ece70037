# shells: dash ash bash
echo a; set -n; echo b
