printf 'a&b\n' | awk '{ gsub(/&/, "and"); print; gsub(/and/, "\\&"); print }'
