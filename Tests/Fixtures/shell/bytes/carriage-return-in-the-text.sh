echo one
x=two
printf %s "$x"; echo
cat <<E
three
E
