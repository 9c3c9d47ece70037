# shells: bash
touch -t 202001010000 old; touch -t 202101010000 new
[[ new -nt old ]] && echo 1; [[ old -ot new ]] && echo 2; [[ new -nt none ]] && echo 3; [[ none -ot new ]] && echo 4
[[ none -nt new ]] || echo 5; [[ old -nt old ]] || echo 6
