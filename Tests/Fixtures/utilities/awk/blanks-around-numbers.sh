printf ' 12 \n' | awk -F, '{ print ($1 == 12), ($1 == " 12 "), length($1) }'
