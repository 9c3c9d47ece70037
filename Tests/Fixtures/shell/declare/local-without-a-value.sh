x=outer
f() { local x; echo "[${x-unset}]"; x=in; g; }
g() { echo "g sees $x"; x=changed; }
f; echo $x
