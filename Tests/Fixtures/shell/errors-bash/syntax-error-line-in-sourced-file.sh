# shells: dash ash bash
printf 'echo in\n\nif true; then\necho a\nfi fi\necho never\n' >lib
(. ./lib; echo "after $?"); echo $?
