x='$y `id` $(id) ~ \\' ; y=no
echo "$x" | cat; printf '%s ' $x; echo
