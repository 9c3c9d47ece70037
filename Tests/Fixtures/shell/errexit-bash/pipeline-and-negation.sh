# shells: dash ash bash
(set -e; ! false; echo yes); echo $?
(set -e; ! { false; true; }; echo "s $?"); echo $?
(set -e; until true; do :; done; echo yes); echo $?
(set -e; false & wait; echo yes); echo $?
(set -e; (exit 2) & wait $!; echo no); echo $?
(set -e; case $(false) in *) echo yes;; esac); echo $?
(set -e; for i in $(false); do :; done; echo yes); echo $?
