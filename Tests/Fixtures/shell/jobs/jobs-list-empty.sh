jobs; echo $?; jobs | cat; x=$(jobs); echo "<$x>"
