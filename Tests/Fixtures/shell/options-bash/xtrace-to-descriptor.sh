# shells: bash
exec 5>trace; BASH_XTRACEFD=5; set -x; echo a; set +x; exec 5>&-; cat trace
