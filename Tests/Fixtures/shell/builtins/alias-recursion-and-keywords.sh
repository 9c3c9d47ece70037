# shells: dash ash
alias echo='echo +' ls2=ls3 ls3=ls2 IF='if true; then' FI=fi
echo a
ls2 2>/dev/null; \echo $?
IF \echo kw; FI
