# shells: bash
printf '%-10s|%5d|%6.2f|\n' apple 5 1.5 pear 12 22.255; printf '%s: %s\n' "${a[@]}" end; printf '=%.0s' {1..10}; echo; printf '%*s|%-*s|\n' 6 ab 6 cd; printf "%'d\n" 1234567; printf '%03d ' {8..11}; echo; printf '%c%c\n' abc def
