awk 'BEGIN { for (i = 0; i < 2; i++)
  for (j = 0; j < 2; j++)
    print i, j
while (k < 2)
  k++
print k
do
  k--
while (k > 0)
print k }'
