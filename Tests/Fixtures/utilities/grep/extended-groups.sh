printf 'abab\nabc\n' | grep -E '^(ab)+$'
