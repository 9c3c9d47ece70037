x=out; f() { local x=in; echo $x; x=in2; echo $x; }; f; echo $x; g() { local y=1; }; g; echo "${y-unset}"
