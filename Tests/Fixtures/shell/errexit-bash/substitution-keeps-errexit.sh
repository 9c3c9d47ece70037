# shells: dash ash bash
set -e
x=$(false; echo continued); echo "[$x]"
y=$(set -e; false; echo no) || echo "or [$y]"
echo end
