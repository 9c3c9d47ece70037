# shells: bash
let x=5 y=x+2 "z = x * y"; echo $x $y $z
let x=0; echo $?; let 1; echo $?; let "a = 1" "a - 1"; echo $?
let; echo $?
