printf 'abc\n123\nA1\n   \n' | grep '^[[:alnum:]]*$'
