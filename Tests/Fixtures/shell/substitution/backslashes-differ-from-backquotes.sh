echo $(echo 'a\\b' | tr -d x) | cat
printf '%s\n' "$(printf '%s' 'a\\b')" "`printf '%s' 'a\\b'`" "$(printf '%s' \$)" "`printf '%s' \$`" "`printf '%s' \\$`"
