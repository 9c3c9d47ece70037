trap 'echo bye; exit 6' TERM
kill -TERM $$
echo never
