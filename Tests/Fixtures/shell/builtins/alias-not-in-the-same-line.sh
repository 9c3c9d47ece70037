# shells: dash ash
alias x1='echo yes'; x1 2>/dev/null; echo $?
x1
