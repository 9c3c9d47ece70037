# shells: dash ash bash
touch B a c A1 10 9 _x; echo *; echo [A-Z]*; echo [!a-z]*; echo ?; echo "*" \* '?'
