# shells: dash ash bash
touch 'a*' ab; x='a\*'; echo $x "$x"; y='\a*'; echo $y; z='a[*]'; echo $z
