set -e
f() { local x=$(false); echo "local $?"; }
f
export y=$(false)
echo "export $?"
readonly z=$(exit 4)
echo "readonly $?"
