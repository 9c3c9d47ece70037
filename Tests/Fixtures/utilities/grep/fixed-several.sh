printf 'one\ntwo\nthree\n' | grep -F -e one -e three
