printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed '2a\
after beta'
