x=old; echo new | read x; echo $x; read x <<E
here
E
echo $x
