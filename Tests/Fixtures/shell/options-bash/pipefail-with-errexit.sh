# shells: ash bash
set -eo pipefail
true | false | true || echo caught $?
x=$(false | cat) || echo subst $?
false | true
echo never
