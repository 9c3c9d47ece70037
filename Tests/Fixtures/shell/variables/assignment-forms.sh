a=1 b=2; echo $a$b; c=; echo "<$c>"; d="x y"z'q'; echo "$d"; e=$a$b; echo $e; f=a=b=c; echo $f
