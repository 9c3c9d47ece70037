printf 'foo bar foo\n' | awk '{ print gsub("foo", "baz"); print; print sub("zz", "y"), $0 }'
