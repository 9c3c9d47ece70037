touch a b; x='*  y'
cat <<E
$x * $(echo '1   2')
E
