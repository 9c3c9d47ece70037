cat <<$x
text
$x
cat <<"a b"
t2
a b
