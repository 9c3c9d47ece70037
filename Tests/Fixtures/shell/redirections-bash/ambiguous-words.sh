# shells: bash
x='a b'; echo hi >$x; echo $?; e=; echo hi >$e; echo $?; echo hi >"$e"; echo $?; echo hi >"$x"; ls
