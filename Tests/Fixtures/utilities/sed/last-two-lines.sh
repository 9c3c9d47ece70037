printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed '$!N;$!D'
