# shells: gnu
printf abc > a; printf def > b
shasum a b; shasum -a 256 a; shasum -a 512224 a; shasum -b a; shasum < a; shasum --tag a
shasum a b > sums; shasum -c sums; shasum -a 384 a > more; shasum -c more
echo x >> a; shasum -c sums; echo $?
shasum -s -c sums; echo $?
printf 'bad\n' > none; shasum -c none; shasum -wc none; echo $?
shasum -a 7 a; echo $?
shasum missing; echo $?
