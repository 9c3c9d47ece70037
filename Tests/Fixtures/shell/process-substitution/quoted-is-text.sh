# shells: bash
echo "<(echo a)" '>(x)' \<\(y\)
