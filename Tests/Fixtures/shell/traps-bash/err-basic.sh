# shells: bash
trap 'echo "err $? line $LINENO"' ERR
false
(exit 3)
true
x=$(exit 4)
echo end
