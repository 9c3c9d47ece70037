x=abc
(echo $((x))) ; echo $?
y='1 + 2'
(echo $((y))) ; echo $?
(echo $(($y * 2))) ; echo $?
z=
(echo $((z))) ; echo $?
w=' 3 '
(echo $((w))) ; echo $?
