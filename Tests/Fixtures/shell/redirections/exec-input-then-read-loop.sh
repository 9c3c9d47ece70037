printf 'a\nb\nc\n' > f; exec 5<f; while read x <&5; do echo "[$x]"; done; exec 5<&-; (read x <&5) 2>/dev/null || echo bad
