printf 'one\ntwo\nthree\n' | grep 'one
three'
