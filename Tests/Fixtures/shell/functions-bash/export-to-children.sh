# shells: bash
f() { echo "child sees $1"; }; export -f f; bash -c 'f arg'; env | grep -c '^BASH_FUNC_f%%='; export -f nosuch; echo $?
