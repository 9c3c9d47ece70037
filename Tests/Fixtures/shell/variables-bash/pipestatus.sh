# shells: bash
true | false | (exit 3); echo "${PIPESTATUS[@]}"; echo "${PIPESTATUS[@]}"; false; echo $PIPESTATUS; ! false; echo "$? ${PIPESTATUS[0]}"
(exit 4) | cat; [ ${PIPESTATUS[0]} -eq 4 ] && echo four; if true | false; then :; fi; echo ${PIPESTATUS[@]}
