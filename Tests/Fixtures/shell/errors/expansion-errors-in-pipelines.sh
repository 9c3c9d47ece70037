echo ${u?x} 2>/dev/null | cat; echo "next"
