touch a.c b.c
x='*.c z'; printf '<%s>' $x; echo
IFS=.; x=*.c; printf '<%s>' $x; echo
