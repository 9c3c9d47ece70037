# shells: bash
alias hi='echo hello'
hi 2>/dev/null; echo $?
shopt -s expand_aliases
hi there
alias; alias -p; unalias hi; alias hi; echo $?
