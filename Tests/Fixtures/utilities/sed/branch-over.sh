printf 'alpha\nbeta\ngamma\ndelta\nepsilon\n' | sed '/beta/b end;s/a/_/g;:end'
