exec 3>f; n=3; echo hi >&$n; exec 3>&-; cat f
