f() { echo in f; }
f < missing; echo $?
while true; do echo loop; break; done < missing; echo $?
if true; then echo no; fi < missing; echo $?
