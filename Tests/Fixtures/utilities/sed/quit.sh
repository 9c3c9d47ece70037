printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed 3q
