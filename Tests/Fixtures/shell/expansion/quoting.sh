x='a  b'
echo $x; echo "$x"; echo '$x' \$x "\$x" "a'b" 'a"b'
echo "" '' x
