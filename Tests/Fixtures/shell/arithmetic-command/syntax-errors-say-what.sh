# shells: bash
((1 +)); echo $?
((x = )); echo $?
((3 = 4)); echo $?
((1 2)); echo $?
(( (1 )); echo $?
