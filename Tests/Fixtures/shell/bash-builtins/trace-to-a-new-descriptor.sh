# shells: bash
exec 3>trace.txt; set -x; echo before; BASH_XTRACEFD=3; echo after; set +x; cat trace.txt
