awk 'BEGIN { do { if (i == 3) break; s = s i; i++ } while (1); print s }'
