f() { set -e; false; echo no; }; (f); echo $?; (set -e; (false); echo no); echo $?; (set -e; x=$( (exit 4) ); echo no); echo $?
