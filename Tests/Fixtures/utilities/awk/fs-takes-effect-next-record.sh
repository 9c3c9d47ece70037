printf 'a:b\nc:d\n' | awk '{ FS = ":"; print $1 }'
