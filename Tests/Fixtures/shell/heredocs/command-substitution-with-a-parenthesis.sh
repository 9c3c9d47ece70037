cat <<E
$(echo ")" ; echo '(')
`echo "a\"b"`
E
