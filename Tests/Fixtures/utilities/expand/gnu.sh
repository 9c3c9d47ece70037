# shells: gnu
printf 'a\tb\tc\td\n' > f; expand f | unexpand | od -c; expand f | unexpand -a | od -c; printf '        x       y z\n' | unexpand -t 4 | od -c; expand -t 3,7 f; expand -t '3 7' f; expand -4 f; expand --tabs=5 --initial f
for a in '-t x' '-t 4,2' '-t 0' -q; do expand $a f; echo $?; done
printf '          a   b  c        d\n' > g; unexpand g | cat -A; unexpand -a g | cat -A; unexpand -t 3 g | cat -A; unexpand --first-only -t 4 g | cat -A; unexpand -t 4,8 g | cat -A; printf '   \tx\n \ty\n' | unexpand | cat -A; printf 'a \tb\na  \tb\n' | unexpand -a | cat -A; unexpand nofile; printf 'a\bb\tc\n' | expand | cat -A
