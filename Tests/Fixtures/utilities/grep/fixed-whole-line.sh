printf 'one\none two\n' | grep -Fx one
