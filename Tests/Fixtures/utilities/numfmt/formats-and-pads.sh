# shells: gnu
numfmt --format='%10f|' 12
numfmt --format='%-10f|' 12
numfmt --format='%010.3f' 12.5
numfmt --format='a%%%.2fb' --to=si 12345678
numfmt --padding=8 --suffix=Foo 70
numfmt --padding=-8 --format='%fX' 1
numfmt --format=%d 1; numfmt --format=x 1; numfmt --format=%f%f 1; numfmt --format=% 1; echo $?
numfmt --grouping --to=si 1; numfmt --grouping --format=%f 1; echo $?
