# shells: gnu
printf 'a b\n"c d" e\n\nf \ng\n' > f
xargs -L 1 < f; xargs -L 2 echo x < f; xargs -l < f; xargs -d '\n' -n1 < f; xargs -d , -n1 < f; xargs -d '\x62' < f
echo "a'b" | xargs; echo "a\"b" | xargs; xargs -dab < f; xargs -d '\q' < f; xargs -a nofile; xargs -n x; xargs -n 0; xargs -P -1; xargs -L0; xargs -s 1 < f
xargs -n1 -I{} echo {} < f; xargs -I{} -n1 echo {} < f; xargs -I{} -L1 echo {} < f; xargs -L1 -n2 echo < f; xargs -tn1 echo 'a b' < f
echo 1 | xargs -I{} {} x; xargs --max-args=2 --no-run-if-empty --verbose echo < f; xargs --null --arg-file=f echo; xargs --replace echo '{}' < f; xargs --delimiter='\n' --max-lines=2 echo < f
printf 'a\0b' | xargs -n1; xargs --eof=e < f; xargs -q
seq 100000 | xargs echo | wc; seq 30000 | xargs -x -n 100000 echo | wc -l
echo a b | xargs -n1 --process-slot-var=SLOT sh -c 'echo $SLOT $0'
