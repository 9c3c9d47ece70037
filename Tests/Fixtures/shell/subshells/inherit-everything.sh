x=1; f() { echo "f $x"; }; set -- p; set -f; exec 4>out; (f; echo $1; echo *; echo to4 >&4; x=2; f); cat out; set +f
