yes | head -n 2; yes a b | head -n 2; yes '' | head -n 2 | od -c
