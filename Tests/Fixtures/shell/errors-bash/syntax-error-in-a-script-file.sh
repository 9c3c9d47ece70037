# shells: bash
printf 'echo in\nfor x in a b\n  echo $x\ndone\n' >s; bash s; echo $?; bash ./s; echo $?; printf 'echo a\n(echo b\n' >t; bash t; echo $?
