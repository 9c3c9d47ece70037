x=1; (readonly x; (x=2) 2>/dev/null; echo $?); x=3; echo $x; (unset x; echo "${x-gone}"); echo $x; f() { echo f; }; (unset -f f; f) 2>/dev/null; f
