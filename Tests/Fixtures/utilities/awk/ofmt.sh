awk 'BEGIN { OFMT = "%.2f"; x = 3.14159; print x, x "", 42, 1e6 + 0.5 }'
