# shells: gnu
printf '   a   b      c\n' | unexpand -3
printf '   a   b      c\n' | unexpand -3,6
printf '   a   b      c\n' | unexpand -3 -a
printf '   a   b      c\n' | unexpand -t 2,+3
printf '   a   b      c\n' | unexpand -t 2,/3 --first-only
unexpand -f </dev/null; echo $?
