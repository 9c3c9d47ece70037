set -e
false || echo caught
if false; then :; fi
! true
echo before
false
echo never
