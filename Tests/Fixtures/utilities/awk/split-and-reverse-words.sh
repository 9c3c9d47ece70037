awk 'BEGIN { n = split("the quick brown fox", w, " "); for (i = n; i >= 1; i--) printf "%s%s", w[i], (i > 1 ? " " : "\n") }'
