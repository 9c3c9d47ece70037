awk 'BEGIN { printf "%g %g %g %g %g %G\n", 1e5, 1e6, 1e-4, 1e-5, 123456789, 1e-10 }'
