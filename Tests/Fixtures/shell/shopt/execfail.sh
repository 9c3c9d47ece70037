# shells: bash
(exec /nosuch/x; echo not reached); echo $?
(shopt -s execfail; exec /nosuch/x; echo "reached $?"); echo $?
