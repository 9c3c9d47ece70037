# shells: gnu
numfmt --from-unit=K 5; numfmt --from-unit=Ki 5; numfmt --from-unit=5i 5; numfmt --from-unit= 5; echo $?
numfmt --from-unit=999999999999999999K 1; numfmt --to-unit=M 5000000; echo $?
numfmt --from=iec-i 1; numfmt --from=iec-i 1.5; numfmt --from=iec-i 1Ki; echo $?
numfmt --format='%10f|' --suffix=B --to=si 5000; numfmt --format='%-10f|' --suffix=B --to=si 5000
numfmt --format='%010f|' --suffix=B --to=si 5000; numfmt --padding=10 --format='%06f|' --suffix=B 50
numfmt --format=%10f --padding=5 7; numfmt --format=%5f --padding=10 7; numfmt --format='%%%f%%' 5
numfmt --field 1 --field 2 '1 2'; echo $?
numfmt --to=si 999500000000000000000000000; echo $?
