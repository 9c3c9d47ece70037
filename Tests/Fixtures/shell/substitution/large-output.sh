x=$(seq 1 20000); echo ${#x}; echo "$x" | tail -n 1
