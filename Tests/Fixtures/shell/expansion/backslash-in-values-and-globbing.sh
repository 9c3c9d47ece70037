touch 'ab' 'a*'
x='a\*' y='a\b' z='\a*'
printf '<%s>' $x $y $z; echo
