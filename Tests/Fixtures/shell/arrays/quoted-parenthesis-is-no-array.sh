# shells: bash
a='(1 2)'; declare -p a
b="(x)"; echo "$b"
export c="(1 2)"; declare -p c
declare d='(1 2)'; declare -p d
declare -a e='(1 2)'; declare -p e
