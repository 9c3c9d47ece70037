printf '%s\n' 'a\b' '$HOME' '`id`' '"' 'a
b' '\'
