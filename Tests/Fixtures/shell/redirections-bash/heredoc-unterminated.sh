# shells: dash ash bash
cat <<E
text
