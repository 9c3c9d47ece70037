# shells: ash
let a=1+2; echo $a; let "b = a * 2" c=4; echo $b $c; let 0; echo $?; if let "a > 2"; then echo gt; fi
