printf 'a\nb\nc\n' | egrep 'a|c'
