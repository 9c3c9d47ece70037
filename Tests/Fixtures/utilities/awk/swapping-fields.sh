printf 'A;B\n' | awk -F';' -v OFS=';' '{ t = $1; $1 = $2; $2 = t } 1'
