printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed 2,4d
