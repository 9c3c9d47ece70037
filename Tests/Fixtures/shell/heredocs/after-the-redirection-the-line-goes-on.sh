cat <<E | tr a-z A-Z && echo done
text
E
cat <<E > f; cat f
to a file
E
