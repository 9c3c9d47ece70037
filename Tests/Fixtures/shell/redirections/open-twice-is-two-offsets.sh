echo aaaa > f; exec 3>f 4>f; echo 1 >&3; echo 22 >&4; exec 3>&- 4>&-; cat f
