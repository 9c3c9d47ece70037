times | wc -l | tr -d ' '; times | sed 's/[0-9.]*//g'
