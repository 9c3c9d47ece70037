awk 'BEGIN { a[1] = 1; a[2] = 2; a[3] = 3; delete a[2]; for (i = 1; i <= 3; i++) print i, (i in a) }'
