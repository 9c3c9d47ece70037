# shells: ash bash
set -eo pipefail; f() { false | true; }; f || echo "caught $?"; x=$(false | cat) || echo "sub $?"; true | true; echo alive; false | true; echo no
