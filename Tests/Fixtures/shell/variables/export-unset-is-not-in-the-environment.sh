export nope; env | grep -c '^nope'; nope=1; env | grep '^nope'
