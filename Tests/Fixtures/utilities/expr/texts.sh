expr length abc
expr substr abcdef 2 3
expr substr abc 0 1; echo $?
expr substr abc 2 99
expr index abc xc
