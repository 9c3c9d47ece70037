# shells: dash ash bash
(set -e; false; echo no); echo $?
(set -e; false || true; echo yes); echo $?
(set -e; false && true; echo yes); echo $?
(set -e; true && false; echo no); echo $?
(set -e; ! true; echo yes); echo $?
(set -e; if false; then :; fi; echo yes); echo $?
(set -e; while false; do :; done; echo yes); echo $?
(set -e; (exit 3); echo no); echo $?
(set -e; { false; }; echo no); echo $?
(set -e; false | true; echo yes); echo $?
(set -e; true | false; echo no); echo $?
