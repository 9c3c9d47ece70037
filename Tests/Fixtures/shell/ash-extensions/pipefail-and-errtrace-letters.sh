# shells: ash bash
set -o pipefail; set -o errexit; set +e; false | cat; echo $?; set -eu; echo ok
