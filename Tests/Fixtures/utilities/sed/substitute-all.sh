printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed 's/a/A/g'
