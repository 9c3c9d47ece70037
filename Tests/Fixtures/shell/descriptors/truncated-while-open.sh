exec 3>>f; echo one >&3; : > f; echo two >&3; exec 3>&-; cat f; exec 3>g; echo aaaa >&3; : > g; echo b >&3; exec 3>&-; wc -c < g | tr -d ' '
