awk 'BEGIN { printf "%s\n" , "a" , "extra"; printf "%d items\n", "3 apples"; printf "%5.1f%%\n", 45.678 }'
