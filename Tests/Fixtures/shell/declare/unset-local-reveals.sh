# shells: dash ash bash
x=outer
f() { local x=in; unset x; echo "[${x-unset}]"; x=again; }
f; echo $x
