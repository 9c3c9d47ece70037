# shells: bash
while read -r l; do echo "[$l]"; done <<<$'l1\nl2 x'
n=0; while read -r _; do ((n++)); done <<<"$(seq 3)"; echo $n
