printf 'l1\nl2\nl3\n' | awk '{ while ((getline nxt) > 0) last = nxt } END { print $0, last, NR }'
