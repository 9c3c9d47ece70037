# shells: bash
w="a b  c"
declare x=$w; export y=$w; readonly z=$w; f() { local l=$w; echo "$l"; }; f
echo "$x|$y|$z"; touch g1 g2; declare g=g*; echo "$g"
declare n=x=y; echo $n; d=declare; $d v=$w; echo "$v"
