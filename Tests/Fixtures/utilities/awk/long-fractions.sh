awk 'BEGIN { x = sprintf("%.600f", 1 / 3); print length(x), substr(x, 1, 30); printf "%.450e\n", 1 / 4 }'
awk 'BEGIN { printf "%500d|%-3d|%03d\n", 1, 2, 3 }'
