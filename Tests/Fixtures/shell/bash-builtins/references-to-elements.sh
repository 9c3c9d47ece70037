# shells: bash
arr=(a b c); declare -n ref='arr[5]'; [[ -v ref ]] && echo set || echo unset
declare -n two='arr[1]'; echo ${#two} $two "[${two[0]}]"; [[ -v two ]]; echo $?; readonly two; echo $?; declare -p arr two
var=v; unset -n var; declare -p var
