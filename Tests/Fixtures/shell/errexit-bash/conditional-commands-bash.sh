# shells: bash
(set -e; ((0)); echo no); echo $?
(set -e; ((i = 0)); echo no); echo $?
(set -e; i=0; ((i++)); echo no); echo $?
(set -e; [[ a == b ]]; echo no); echo $?
(set -e; let 0; echo no); echo $?
(set -e; ((0)) || true; [[ a == b ]] || true; echo yes); echo $?
(set -e; for ((i = 0; i < 2; i++)); do :; done; echo yes); echo $?
