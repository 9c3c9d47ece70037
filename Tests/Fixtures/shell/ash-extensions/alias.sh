# shells: dash ash bash
alias e='echo aliased' two='echo 2; echo'
e x
two y
alias e; alias | sort; unalias e; e 2>/dev/null; echo $?
alias sp='echo ' w=world; sp w
eval 'sp w'
