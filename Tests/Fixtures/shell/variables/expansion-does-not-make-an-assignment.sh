x=a=b; $x 2>/dev/null; echo $? "${a-unset}"; \a=1 2>/dev/null; echo $?
