awk 'BEGIN { while (i < 5) { if (i++ == 2) continue; s = s i }; print s }'
