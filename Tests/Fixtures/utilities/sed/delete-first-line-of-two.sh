printf 'a\nb\nc\n' | sed 'N;P;D'
