x=val
cat <<E
$x ${x} $(echo c) `echo b` $((1+1)) \$x \\ \` \" \a "$x" '$x'
E
cat <<'E'
$x ${x} $(echo c) \$x \\
E
cat <<\E
$x
E
cat <<"E"
$x
E
cat <<E""
$x
E
