# shells: bash
eval a=(1 2 '"3 4"'); declare -p a; n=a; eval b=(\"\${!$n[@]}\"); declare -p b
