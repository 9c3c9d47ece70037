printf 'x' | sed p
