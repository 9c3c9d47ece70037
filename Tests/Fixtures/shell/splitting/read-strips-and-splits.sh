printf '  a   b  c  \n' | { read x y; echo "<$x><$y>"; }
printf '  a   b  \n' | { read x; echo "<$x>"; }
printf '  a  \n' | { IFS= read x; echo "<$x>"; }
printf ':a:b::\n' | { IFS=: read x y z; echo "<$x><$y><$z>"; }
