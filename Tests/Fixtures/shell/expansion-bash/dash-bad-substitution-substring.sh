# shells: dash
x=abc
(echo ${x:1:1}); echo $?
(echo ${x^^}); echo $?
(echo ${!x}); echo $?
(echo ${x@Q}); echo $?
