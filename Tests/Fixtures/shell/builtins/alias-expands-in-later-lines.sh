# shells: dash ash
alias hi='echo hello' two='echo 1; echo 2' sp='echo ' w=words
hi there
two
sp w w
\hi 2>/dev/null || echo quoted is not
"hi" 2>/dev/null || echo nor this
