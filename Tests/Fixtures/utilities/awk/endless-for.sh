awk 'BEGIN { for (;;) { if (++n > 10) break; if (n % 2) continue; t = t n " " }; print t }'
