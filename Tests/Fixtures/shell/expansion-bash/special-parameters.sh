# shells: bash
set -- a b
echo "$#" "$*" "$0" "${0}" "$_"
set -e; case $- in *e*) echo e;; esac
echo "${10-unset}" "$10" "${@: -1}" "${1+x}"
: x y z; echo "$_"
