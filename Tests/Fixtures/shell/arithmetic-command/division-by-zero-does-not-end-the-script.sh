# shells: bash
((1 / 0)); echo $?
((x = 5 % 0)); echo $? "[$x]"
let 'y = 1 / 0'; echo $?
