echo 'a b c' | { read x; echo "$x"; }; echo 'a b c' | { read x y; echo "$x|$y"; }; echo a | { read x y z; echo "$x|$y|$z|"; }; read x < /dev/null; echo $? "<$x>"
