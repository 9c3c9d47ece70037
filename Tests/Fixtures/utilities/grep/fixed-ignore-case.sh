printf 'ONE\ntwo\n' | grep -Fi one
