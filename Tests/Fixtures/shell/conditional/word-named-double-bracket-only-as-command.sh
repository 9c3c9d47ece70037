# shells: bash
echo [[ a ]]
x=[[; echo $x
"[[" a == a ]]; echo $?
