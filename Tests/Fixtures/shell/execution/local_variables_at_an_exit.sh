x=out
f() { local x=in; : ${y?bad}; }; command eval f; echo "$? $x"
f() { local x=in; exit 3; }; (trap 'echo $x' EXIT; f); echo "$? $x"
f() { local x=in; : ${y?bad}; }
trap 'echo $x' EXIT
f
