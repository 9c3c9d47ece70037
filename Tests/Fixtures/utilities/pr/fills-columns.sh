# shells: gnu
seq 7 > f
pr -t -2 f; pr -t -3 -a f; pr -t -2 -w 30 f; pr -t -3 -s, f; pr -t -2 -S' | ' f; pr -t -2 -J f
pr -t -2 -n f; pr -t --columns=4 f; pr -2 -t -s f
printf 'a\tb\tc\nd\n' | pr -t -2; printf 'long line here that is quite long indeed yes\nx\n' | pr -t -2
pr -t -2 -W 4 f; echo $?
