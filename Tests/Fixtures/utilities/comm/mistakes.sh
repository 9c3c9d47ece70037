# shells: gnu
printf 'b\na\n' > u; printf 'a\nb\n' > f
comm u f; echo $?; comm f u; echo $?; comm --check-order u f; echo $?; comm --nocheck-order u f; echo $?; comm; comm f; comm f f f; comm f nofile; echo $?; comm -4 f f; comm u u; echo $?
