# shells: bash
f() { echo "a  b"; if true; then x=1; fi; }
declare -f f
declare -F f; declare -F nosuch; echo $?; declare -f nosuch; echo $?
