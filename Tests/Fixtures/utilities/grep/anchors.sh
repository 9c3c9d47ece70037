printf 'ab\nba\nab ab\n' | grep '^ab$'
