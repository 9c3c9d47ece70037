a=1; (a=$((1/0))) 2>/dev/null; echo $? $a; a=$(exit 4); echo $?; a=${u-} ; echo $?; b=$(echo x) c=$(false); echo $?
