seq 1 2 | sed '1r missing'
