printf 'k=v x=y\n' | awk '{ for (i = 1; i <= NF; i++) { split($i, p, "="); m[p[1]] = p[2] } print m["k"], m["x"] }'
