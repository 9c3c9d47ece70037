a=1 b=2 c=3; echo only | { read a b c; echo "<$a><$b><$c>"; }; a=1 b=2; read a b < /dev/null; echo "<$a><$b>"
