# shells: bash
set +o history; set -o vi; set -o emacs; set -h; set +h; set -b; set -m 2>/dev/null; set +m; set -k; set -p; echo $?
