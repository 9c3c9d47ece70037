awk 'BEGIN { a = b = c = 3; a += b -= c *= 2; print a, b, c }'
