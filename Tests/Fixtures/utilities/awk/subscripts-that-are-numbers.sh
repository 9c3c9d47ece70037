awk 'BEGIN { a[1]; a["1"]; a[1.0]; a["1.0"]; a[01]; a["01"]; n = 0; for (k in a) n++; print n }'
