x=out
f() { local x; echo "[$x]"; x=in; }; f; echo "$x"
f() { local z; echo "${z-unset}"; z=in; }; f; echo "${z-unset}"
f() { local x=1 y=2; export x; sh -c 'echo $x'; }; f; sh -c 'echo "[$x]"'; echo "$x$y"
f() { local x=2; readonly x; }; f; x=3; echo "$x"; x=out
f() { local x=1; unset x; echo "${x-unset}"; }; f; echo "$x"
f() { local x=1; g; echo "$x"; }; g() { local x; echo "$x"; x=2; }; f; echo "$x"
f() { local x=1; local x=2; return 4; }; f; echo "$? $x"
f() { (local x=1; echo "$x"); echo "$x"; }; f
f() { local -; set -f; }; f; echo "[$-]"
f() { local IFS=:; set -- a b; echo "$*"; }; f; set -- a b; echo "$*"
f() { local x=in; break; }; for i in 1; do f; done; echo "$x"
