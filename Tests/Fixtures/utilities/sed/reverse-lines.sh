printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed -n '1!G;h;$p'
