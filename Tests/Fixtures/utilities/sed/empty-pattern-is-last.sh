printf 'foo bar\nbar\n' | sed '/foo/s//FOO/'
