expr 10 '<' 9; expr a10 '<' a9; expr 1 '<=' 1
expr a = a; expr a != b; expr 1 == 1
expr 1 '|' 2; expr '' '|' 0; expr 0 '|' ''
expr 3 '&' 0; expr 3 '&' 4
expr ''; echo $?
expr 00; echo $?
