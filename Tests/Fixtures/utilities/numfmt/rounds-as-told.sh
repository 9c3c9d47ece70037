# shells: gnu
for method in up down from-zero towards-zero nearest; do
    numfmt --to=iec --round=$method 1945 1100 -- -1945
    numfmt --round=$method --to-unit=1024 -- 6000.0000 -6000.0000
done
numfmt --round=other 1; echo $?
