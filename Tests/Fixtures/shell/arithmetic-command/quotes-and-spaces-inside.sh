# shells: bash
x=4; echo $(( "x" + "3" )) $((  x+1  )) $(( $x * "$x" )) $(("1 + 1"))
echo $((x
+ 1))
((x == 4)) && echo ok; (( "x" > 3 )) && echo quoted
