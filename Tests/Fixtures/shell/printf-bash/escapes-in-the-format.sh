printf 'a\tb\\n\101\x\n'; printf '\e[0m' | wc -c; printf 'x\0y' | wc -c; printf 'stop\cthere\n' ; echo
printf '%b|' 'a\nb' 'o\0101' 'p\101' 'x\cy' z; echo
