printf '1.5\n1.05\n-1\n-1.5\n0\n-0\n+3\n 7\n007\nabc\n1e3\n\n12345678901234567890123\n12345678901234567890122\n0.00000000000000000001\n.5\n-.5\n' > f
sort -n f; echo
sort -ns f; echo
sort -nru f; echo
sort -g f; echo
printf '1e3\n5e-1\ninf\n-inf\nnan\nx\n0x10\n2\n' | sort -g
