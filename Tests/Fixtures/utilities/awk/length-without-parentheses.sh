awk 'BEGIN { print length
}' < /dev/null; awk 'BEGIN { $0 = "abc"; x = length; print x; print length, length + 1 }'
