x=$(echo b a | tr ' ' '\n' | sort | tr '\n' ' '); echo "$x"; n=$(printf 'a\nb\n' | wc -l); echo $((n))
