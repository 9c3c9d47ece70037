printf 'noon\nmoon\nabba\n' | grep '\(.\)\(.\)\2\1'
