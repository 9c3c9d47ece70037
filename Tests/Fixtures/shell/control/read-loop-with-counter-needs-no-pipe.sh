printf 'a\nb\nc\n' > f; n=0; while read x; do n=$((n+1)); done < f; echo $n; n=0; cat f | while read x; do n=$((n+1)); done; echo $n
