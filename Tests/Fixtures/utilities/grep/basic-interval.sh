printf 'ab\naab\naaab\n' | grep 'a\{2\}b'
