expr 1 + 2
expr 7 - 3 - 2
expr 2 '*' 3 + 4
expr 2 + 3 '*' 4
expr '(' 1 + 2 ')' '*' 3
expr -7 / 2; expr -7 % 2
expr 1 - -5
expr 0; echo $?
expr 5 - 5; echo $?
