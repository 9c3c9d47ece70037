x='	tab'
cat <<-E
	$x
	a\
	b
	E
