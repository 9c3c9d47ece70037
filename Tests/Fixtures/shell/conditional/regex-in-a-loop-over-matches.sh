# shells: bash
s='a1b22c333'; while [[ $s =~ ([0-9]+)(.*) ]]; do echo "${BASH_REMATCH[1]}"; s=${BASH_REMATCH[2]}; done
[[ 'k: v # c' =~ ^([a-z]+):[[:space:]]*([^#]*[^#[:space:]]) ]] && echo "<${BASH_REMATCH[2]}>"
