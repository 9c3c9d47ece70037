x=1; x=2 true; echo $x; x=3 cd .; echo $x; IFS=: read a b <<E
p:q
E
echo "$a $b"; x=4 command eval 'echo $x'; echo $x
