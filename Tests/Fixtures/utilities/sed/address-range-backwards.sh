printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed -n '4,2p'
