# shells: dash ash bash
w='a b=c'; export x=$w; echo "$x [$b]"; f() { local l=$w; echo "$l [$b]"; }; f; readonly r=$w; echo "$r"; touch g1; export e=g*; echo "$e"; export t=~/x; echo "$t"
