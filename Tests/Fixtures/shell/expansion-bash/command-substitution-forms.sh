# shells: bash
echo file text >f
x=$(<f); echo "$x"; echo "$(< f)" $(cat <f)
y=`echo \`echo nested\``; echo $y; echo "$(echo "a  b")" $(echo "a  b")
z=$(printf 'a\n\n\n'); echo "[$z]"; echo "$(printf 'a\0b')" 2>/dev/null
