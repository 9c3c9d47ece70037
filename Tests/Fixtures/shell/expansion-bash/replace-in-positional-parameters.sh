# shells: bash
set -- aa ba "a c"
printf '<%s>' "${@/a/X}" "${@//a/Y}" "${*/a/Z}" "${1/a/Q}" "${@/#a/}"; echo
