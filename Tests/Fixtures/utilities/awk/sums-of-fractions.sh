printf '0.1\n0.2\n0.3\n' | awk '{ s += $1 } END { print s, s == 0.6, s - 0.6 < 1e-9 }'
