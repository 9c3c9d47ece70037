# shells: bash
a=a; (echo $((a))) 2>&1; echo $?
x=y y=x; ((x)) 2>&1; echo $?
