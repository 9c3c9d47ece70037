# shells: gnu
printf '1\n3\n' > a; printf '2\n3\n' > b
comm --output-delimiter=, --output-delimiter=+ a b; echo $?
comm --total --output-delimiter=, a b; comm --total --output-delimiter= a b | tr '\000' '.'
