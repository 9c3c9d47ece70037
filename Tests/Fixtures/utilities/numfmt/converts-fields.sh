# shells: gnu
printf '%s\n' '  1000   2000 x' '1 22222 y' | numfmt --to=si --field=1,2
printf 'a:2000:b\n' | numfmt -d: --field=2 --to=si
printf 'size\n1000\n2000' | numfmt --header --to=si
printf '1000\0002000\000' | numfmt -z --to=si | tr '\000' '.'
echo; numfmt --field=- --to=si '1000 2000 3000'
numfmt --field=2-,4- --to=si '1000 2000 3000 4000'
numfmt --field=0 1; numfmt --field=3-1 1; numfmt --field=x 1; echo $?
