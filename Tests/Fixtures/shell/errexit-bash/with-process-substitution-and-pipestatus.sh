# shells: bash
(set -e; cat <(false); echo yes); echo $?
(set -eo pipefail; x=$(false | cat); echo no); echo $?
(set -e; mapfile -t a < <(false); echo "yes ${#a[@]}"); echo $?
(set -e; read -r x </dev/null; echo no); echo $?
