printf 'a\nx\n\nb\ny\n\n' | sed -e '/./{H;$!d;}' -e 'x;/y/!d'
