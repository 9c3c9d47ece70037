# shells: dash ash
alias a='echo al'; alias b="it's"; alias a; alias | grep '^[ab]='; unalias a; alias a 2>/dev/null; echo $?; unalias nope 2>/dev/null; echo $?; unalias -a; alias
