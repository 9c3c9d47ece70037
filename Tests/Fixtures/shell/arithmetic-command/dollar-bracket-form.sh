# shells: bash
x=4; echo $[x + 1] "$[2 * 3]" $[ $x - 1 ]
