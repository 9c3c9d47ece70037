# shells: ash
f() { local a=$1 b; b=$(echo sub); local c="x y"; echo "$a $b $c"; }; f p; echo "[$a$b$c]"
w='q r'; g() { local l=$w; echo "$l"; }; g
