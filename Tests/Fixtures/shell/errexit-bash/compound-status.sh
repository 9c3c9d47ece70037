# shells: dash ash bash
(set -e; if true; then false; fi; echo no); echo $?
(set -e; while true; do false; break; done; echo no); echo $?
(set -e; case a in a) false;; esac; echo no); echo $?
(set -e; { false && true; }; echo yes); echo $?
(set -e; { true && false; }; echo no); echo $?
(set -e; (false && true); echo no); echo $?
(set -e; if true; then false && true; fi; echo yes); echo $?
(set -e; f() { false && true; }; f; echo no); echo $?
