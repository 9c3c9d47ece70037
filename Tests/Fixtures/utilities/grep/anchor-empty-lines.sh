printf 'a\n\nb\n\n' | grep -n '^$'
