printf 'foo(bar)\n' | awk '{ gsub(/[()]/, " "); print $2 }'
