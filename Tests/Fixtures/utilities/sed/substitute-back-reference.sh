printf 'abab\nabba\n' | sed -n 's/^\(..\)\1$/twice \1/p'
