# shells: bash
printf '1\n2\n' >f; while read -r x <&3; do echo "outer $x"; read -r y; echo "inner $y"; done 3<f <<<$'a\nb'; while read -r k v; do echo "$v-$k"; done < <(printf 'a 1\nb 2\n'); while IFS= read -r -n1 c; do printf '[%s]' "$c"; done <<<abc; echo
