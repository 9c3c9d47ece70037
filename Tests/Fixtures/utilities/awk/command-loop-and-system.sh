awk 'BEGIN { while (("echo a; echo b" | getline l) > 0) n++; print n; print system("test -d /nonexistent") }'
