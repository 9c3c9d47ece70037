printf 'cat\ndog\ncow\n' | sed -n '/cat\|cow/p'
