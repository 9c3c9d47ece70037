# shells: bash
cat <(echo one) <(echo two)
while read -r l; do echo "[$l]"; done < <(printf 'a\nb\n')
sort <(printf 'b\na\n') <(echo c)
