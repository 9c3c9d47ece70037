awk 'BEGIN { x = "3x"; y = x + 2; print y, x * 1, -x, +x, x "" }'
