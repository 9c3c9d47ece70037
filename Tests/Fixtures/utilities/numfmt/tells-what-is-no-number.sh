# shells: gnu
for mode in abort fail warn ignore; do
    numfmt --invalid=$mode 1 x 2; echo "$mode $?"
done
numfmt --invalid=fail --field=2 '1 x'; echo $?
numfmt ''; numfmt 5.; numfmt -- -; echo $?
numfmt 123456789012345678901; numfmt 1000000000000000000.5; echo $?
numfmt --padding=0 1; numfmt --from-unit=x 1; numfmt -d xx 1; numfmt --header=x; echo $?
numfmt --debug 1
