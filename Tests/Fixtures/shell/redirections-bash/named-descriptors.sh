# shells: bash
exec {fd}>out; echo to fd >&$fd; ((fd >= 10)) && echo ten; exec {fd}>&-; cat out; echo no >&$fd; echo $?
exec {in}<out; read -r l <&$in; echo "$l"; exec {in}<&-; echo hi {x}>f; [ -n "$x" ] && echo kept
