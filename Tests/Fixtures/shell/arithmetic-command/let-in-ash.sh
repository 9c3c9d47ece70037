# shells: ash
let x=5 y=x+2 "z = x * y"; echo $x $y $z
let x=0; echo $?; let 1; echo $?
let x+=3; let x++; echo $x
let; echo $?
