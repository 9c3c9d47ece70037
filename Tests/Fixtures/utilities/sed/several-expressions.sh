printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed -e '1d' -e 's/^./[&]/'
