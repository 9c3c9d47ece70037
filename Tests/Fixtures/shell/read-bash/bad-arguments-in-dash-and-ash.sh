# shells: dash ash
(read 1x </dev/null); echo $?
(read -Z y </dev/null); echo $?
