printf 'a\nb\nc\n' | awk '{ a[NR] = $0 } END { for (i = NR; i; i--) print a[i] }'
