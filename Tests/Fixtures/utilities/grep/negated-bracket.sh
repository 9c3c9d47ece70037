printf 'abc\na1c\n' | grep 'a[^0-9]c'
