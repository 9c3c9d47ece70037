awk 'BEGIN { a["x", 1] = "p"; a["x", 2] = "q"; for (k in a) { n = split(k, q, SUBSEP); s += q[2] } print n, s; delete a["x", 1]; print length(a), (("x", 1) in a), (("x", 2) in a) }'
