x='a\b' y='a\*' z='\\'
printf '<%s>' $x "$x" $y "$y" $z "$z"; echo
