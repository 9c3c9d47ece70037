printf '2024-01-15\n' | awk -F- '{ printf "%02d/%02d/%04d\n", $2, $3, $1 }'
