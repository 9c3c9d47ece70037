# shells: gnu
seq 20000 > big
echo a > f
wc f big; wc -c f big; mkdir d; wc f d; wc f nofile; echo $?
wc nofile f; wc - < f; wc - f < big; wc -w - f < big
printf 'f\0big\0' | wc --files0-from=-; wc --files0-from=- f; wc --files0-from=nofile; wc -x
wc --lines --bytes f; wc nofile; wc nofile d; wc -l d f
