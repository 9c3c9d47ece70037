# shells: dash ash bash
x=v; cat <<E; cat <<'E'; cat <<-E
$x $(echo sub) \$x "q" \\ `echo b`
E
$x \$x
E
	tab $x
		two
	E
cat <<A - <<B
a
A
b
B
cat <<"E F"
spaces $x
E F
