# shells: dash
for c in let source declare pushd shopt; do command -v $c >/dev/null 2>&1 && echo "$c yes" || echo "$c no"; done
