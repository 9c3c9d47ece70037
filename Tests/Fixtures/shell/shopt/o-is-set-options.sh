# shells: bash
shopt -o errexit; shopt -so nounset; echo $-| tr -cd u; echo; shopt -qo nounset; echo $?; shopt -po pipefail
