a=1; a=2 b=$a; echo $a $b; x=1 x=$x$x x=$x$x; echo $x
