printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed '/gamma/c\
GAMMA'
