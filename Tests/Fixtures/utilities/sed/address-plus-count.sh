printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed -n '/beta/,+1p'
