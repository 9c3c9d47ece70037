set -e
nosuch-cmd 2>/dev/null || echo "or $?"
nosuch-cmd 2>/dev/null
echo no
