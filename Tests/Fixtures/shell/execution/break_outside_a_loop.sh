break; echo a
false; continue 3; echo $?
f() { break; echo "in $?"; }
for i in 1 2; do f; echo $i; done
for i in 1 2; do (break; echo no); echo $?; done
for i in 1 2; do x=$(break; echo no); echo "$i$x"; done
for i in 1 2; do echo a | break; echo $i; done
