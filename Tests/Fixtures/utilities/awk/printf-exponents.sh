awk 'BEGIN { printf "%e %E %.0e %.10e\n", 1234.5678, 0.00012345, 5, 1/3 }'
