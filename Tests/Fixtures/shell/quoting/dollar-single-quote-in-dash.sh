# shells: dash
printf '<%s>' $'a\tb' "$'x'"; echo
