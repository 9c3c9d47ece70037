# shells: ash bash
set -euo pipefail
IFS='
	'
f() { local a=${1:-}; shift || true; echo "$a $#"; }
f; f x y; false | true && echo no || echo "pipefail"
echo "${UNSET:-ok}"; : "$NOPE"
echo no
