# shells: dash ash bash
f() { false; echo "in f"; }
(set -e; f; echo no); echo $?
(set -e; f || echo or; echo yes); echo $?
(set -e; if f; then echo t; fi); echo $?
(set -e; f && echo and); echo $?
(set -e; ! f; echo "neg $?"); echo $?
(set -e; g() { return 1; }; g; echo no); echo $?
