# shells: bash
((1)); echo $?; ((0)); echo $?; ((5 - 5)); echo $?; ((-1)); echo $?
x=3; ((x == 3)) && echo eq; ((x > 5)) || echo no; ((!x)); echo $?
(( )); echo $?
