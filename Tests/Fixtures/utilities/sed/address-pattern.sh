printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed -n /ta/p
