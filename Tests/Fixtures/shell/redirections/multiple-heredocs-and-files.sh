printf 'F\n' > f; cat <<E f - <f
heredoc loses
E
cat - f <<E
wins
E
