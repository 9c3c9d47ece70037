printf 'a\tb\n' | sed 's/\t/ TAB /'
