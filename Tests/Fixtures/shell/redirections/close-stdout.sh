(echo hi >&-) 2>/dev/null; echo $?
(exec >&-; echo hi) 2>/dev/null; echo $?
