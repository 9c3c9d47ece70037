seq 1 4 | sed -n -e '/[13]/w odd' -e '$p'
cat odd
