awk 'BEGIN { print substr("hello", 2) substr("world", 1, 1); print substr("", 1); print substr("abc", 4) "|" }'
