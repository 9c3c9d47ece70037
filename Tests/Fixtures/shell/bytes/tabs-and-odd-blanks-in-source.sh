echo	a	b; echo "a	b"; x=c;	echo $x	; printf '%s|' a	b; echo
