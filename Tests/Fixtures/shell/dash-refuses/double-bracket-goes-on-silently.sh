# shells: dash
if [[ "$1" == "" ]]; then echo empty; fi
[[ -z "$1" ]] && echo z || echo "not $?"
ls
