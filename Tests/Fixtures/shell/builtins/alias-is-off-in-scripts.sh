# shells: bash
alias hi='echo hello'
hi 2>/dev/null; echo $?
