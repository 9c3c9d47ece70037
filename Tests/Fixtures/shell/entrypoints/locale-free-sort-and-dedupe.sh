printf 'b\nA\na\nb\nB\n' | sort -u | while read -r x; do printf '%s ' "$x"; done; echo; printf '10\n9\n2\n' | sort -n | head -n 1
