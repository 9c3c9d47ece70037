printf '\0\1\377\0' > f; cat f | cat > g; cat g; echo; wc -c < g | tr -d ' '; head -c 2 g | wc -c | tr -d ' '
