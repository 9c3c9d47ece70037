printf 'foobar foo\nfoobar\n' | grep -w foo
