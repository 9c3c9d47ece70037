# shells: bash
i=0
while [[ $i -lt 3 ]]; do ((i++)); done; echo $i
until [[ $i == 0 ]]; do ((i--)); done; echo $i
[[ x ]] || exit 1; ! [[ "" ]] && echo not
if [[ -z $u ]]; then echo A; elif [[ 1 ]]; then echo B; fi
