printf 'b\na\nC\n\nb\n10\n9\n' > f
sort f
sort -r f
sort -u f
sort -f f
sort -n f
sort -nr f
sort -nu f
printf 'x\ny' | sort
printf 'b\0a\0' | sort -z | tr '\0' '|'
