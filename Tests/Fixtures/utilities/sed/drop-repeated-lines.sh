printf 'a\na\nb\nb\nb\na\n' | sed '$!N;/^\(.*\)\n\1$/!P;D'
