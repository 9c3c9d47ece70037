printf 'a\\b c\\ d\ne\\\nf g\n' >f
{ read x y; echo "[$x][$y]"; read x y; echo "[$x][$y]"; } <f
{ read -r x y; echo "[$x][$y]"; read -r x; echo "[$x]"; read -r x; echo "[$x]"; } <f
