awk 'BEGIN { cmd = "printf \"a\\nb\\n\""; while ((cmd | getline x) > 0) print "[" x "]"; close(cmd); cmd | getline y; print y }'
