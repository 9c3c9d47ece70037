printf 'aa\nba\n' | sed 's/^a/X/;s/a$/Y/'
