echo 'a:b::c:' | { IFS=: read a b c d e; echo "[$a][$b][$c][$d][$e]"; }
echo '  x  y  ' | { read a; echo "[$a]"; }; echo '  x  y  ' | { IFS= read a; echo "[$a]"; }
echo 'a,b c,d' | { IFS=', ' read a b; echo "[$a][$b]"; }; echo ':a' | { IFS=: read a b; echo "[$a][$b]"; }
echo 'a:b:' | { IFS=: read a b; echo "[$a][$b]"; }; echo 'a:b:c:' | { IFS=: read a b; echo "[$a][$b]"; }
