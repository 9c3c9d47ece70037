# shells: dash ash bash
f() { echo 1; }; f; f() { echo 2; }; f; unset -f f; f 2>/dev/null; echo $?; echo() { printf 'my %s\n' "$*"; }; echo hi; command echo real; unset -f echo; echo back; x=v; x() { :; }; unset x; echo "[$x]"; x; echo $?
