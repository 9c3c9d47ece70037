seq 1 12 | grep -C1 -e '^3$' -e '^9$'
