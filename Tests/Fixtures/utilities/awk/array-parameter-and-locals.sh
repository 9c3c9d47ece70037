printf '%s\n' '3 9 4' | awk 'function mx(a, n,   i, m) { m = a[1]; for (i = 2; i <= n; i++) if (a[i] > m) m = a[i]; return m } { for (i = 1; i <= NF; i++) v[i] = $i; print mx(v, NF) }'
