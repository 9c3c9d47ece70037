# shells: ash bash
set -o pipefail; false | true; echo $?; true | (exit 3) | (exit 4) | true; echo $?; set +o pipefail; false | true; echo $?; set -eo pipefail; echo a; false | cat; echo no
