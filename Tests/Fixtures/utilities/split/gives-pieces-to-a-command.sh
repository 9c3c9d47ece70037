# shells: gnu
seq 5 > f; split -l 2 --filter='cat > $FILE.out; echo $FILE' f; cat xaa.out xac.out
split -n 2 --filter='wc -c' f; split -b 4 --filter='cat; echo' f a; split -l 2 --filter='exit 3' f; echo $?
split -n 1/2 --filter=cat f; echo $?
