printf '%c%c%c\n' abc '' x; printf '%s\n' '%d' '\n'; printf '%.0s|\n' abc; printf '%s\n' "-n"
