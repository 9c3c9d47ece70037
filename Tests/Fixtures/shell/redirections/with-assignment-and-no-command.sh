x=1 > f; echo "$x"; ls; y=$(echo hi) > g; echo $y; wc -c < g | tr -d ' '
