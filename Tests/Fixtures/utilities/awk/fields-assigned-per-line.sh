printf 'a b\nc d\n' | awk '{ $2 = NR; print; print $0; n += $2 } END { print n }'
