printf '3\n1\n2\n' | awk '{ print | "sort -n" } END { close("sort -n"); print "done" }'
