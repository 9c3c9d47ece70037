# shells: bash
set -E; set -T; echo $- | tr -cd ET; echo; shopt -qo errtrace && echo on; set +o errtrace; echo $- | tr -cd ET; echo
