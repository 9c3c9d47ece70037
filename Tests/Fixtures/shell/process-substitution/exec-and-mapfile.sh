# shells: bash
exec 3< <(printf 'l1\nl2\n'); read -r a <&3; read -r b <&3; exec 3<&-; echo "$a-$b"
mapfile -t m < <(seq 3); echo "${m[@]}"
