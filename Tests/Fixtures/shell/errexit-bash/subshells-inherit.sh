# shells: dash ash bash
(set -e; (false; echo no); echo no2); echo $?
(set -e; (false; echo in) || echo or); echo $?
(set -e; false | { false; echo here; } | cat; echo yes); echo $?
