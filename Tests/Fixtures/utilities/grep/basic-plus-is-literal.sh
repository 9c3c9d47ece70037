printf 'a+b\naab\n' | grep 'a+b'
