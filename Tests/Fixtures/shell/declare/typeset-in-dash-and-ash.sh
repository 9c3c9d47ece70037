# shells: dash ash
typeset x=1; echo $? "[$x]"
declare y=2; echo $? "[$y]"
