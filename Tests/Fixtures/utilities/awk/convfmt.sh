awk 'BEGIN { CONVFMT = "%.2g"; a = 3.14159; b = a ""; print b; print a; x[a] = 1; for (k in x) print k; c = 12; print c "" }'
