# shells: bash
x=0 y=0
((1 || (x = 5))); ((0 && (y = 5))); echo $x $y
((1 ? (x = 1) : (y = 1))); echo $x $y
((0 && 1 / 0)); echo $?; echo $((1 ? 7 : 1 / 0))
