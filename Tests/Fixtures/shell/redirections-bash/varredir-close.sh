# shells: bash
shopt -s varredir_close; : {fd}>f; echo no >&$fd; echo $?
