printf 'a:b:\n' | { IFS=: read x y; echo "<$x><$y>"; }
printf 'a:b::\n' | { IFS=: read x y; echo "<$x><$y>"; }
printf 'a:\n' | { IFS=: read x; echo "<$x>"; }
printf 'a::\n' | { IFS=: read x; echo "<$x>"; }
printf 'a : b : \n' | { IFS=' :' read x y; echo "<$x><$y>"; }
