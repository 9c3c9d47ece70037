x=out; f() { local x; echo "<${x-unset}>"; x=1; }; f; echo $x
