echo ${a.b}; echo after $?
