printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed '1i\
header'
