f() { local x=1; unset x; echo "${x-unset}"; }; f; echo "${x-unset}"; y=o; g() { local y=1; unset y; echo "${y-unset}"; y=2; }; g; echo $y
