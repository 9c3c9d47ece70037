# shells: bash
exec {a[1]}>f1 {a[2]}>f2; echo 1 >&${a[1]}; echo 2 >&${a[2]}; exec {a[1]}>&- {a[2]}>&-; cat f1 f2; exec {nosuch}>&-; echo $?
