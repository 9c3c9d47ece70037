# shells: gnu
expr; echo $?
expr 1 / 0; echo $?
expr a + 1; echo $?
expr 1 +; echo $?
expr '(' 1; echo $?
expr 1 2; echo $?
expr ')'; echo $?
expr 9223372036854775807 + 1
expr 99999999999999999999 '*' 99999999999999999999
expr 0 '&' 1 / 0
expr length; echo $?
expr 1.5 + 1; echo $?
