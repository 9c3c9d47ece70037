printf 'ab\naab\naaab\n' | sed -n '/^a\{2,3\}b/p'
