# shells: dash
if command -v nosuchtool &>/dev/null; then echo found; else echo missing; fi
wait
