echo "$(printf '%s' 'a "b" $c')"
