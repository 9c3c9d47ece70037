# shells: ash bash
echo '  a b\tc  ' | { read; echo "[$REPLY]"; }
echo '  a b\tc  ' | { read -r; echo "[$REPLY]"; }
