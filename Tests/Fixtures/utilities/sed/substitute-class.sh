echo 'tel 555-01 23' | sed 's/[^[:digit:]]//g'
