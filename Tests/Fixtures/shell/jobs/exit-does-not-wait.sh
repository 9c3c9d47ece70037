(sleep 0.2; echo late > f) & echo now
