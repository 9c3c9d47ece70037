printf 'a1b2c3\n' | awk '{ gsub(/[0-9]/, "(&)"); print; gsub(/\(|\)/, ""); print }'
