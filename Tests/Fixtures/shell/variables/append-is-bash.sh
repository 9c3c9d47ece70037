# shells: bash
x=a; x+=b; echo $x; n=1; n+=1; echo $n
