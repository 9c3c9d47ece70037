printf 'a\nb\nc\nd\n' | awk 'NR % 2 { prev = $0; next } { print prev, $0 }'
