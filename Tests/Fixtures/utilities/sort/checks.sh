# shells: gnu
printf 'b\na\n' > f
printf 'a\na\nb\n' > g
sort -C f; echo $?
sort -C g; echo $?
sort -Cu g; echo $?
sort -cr f; echo $?
sort -c g; echo $?
sort -c f; echo $?
sort -cu g; echo $?
sort -cn nofile; echo $?
