(echo $((08))); echo $?
(echo $((09 + 1))); echo $?
x=08; (echo $((x))); echo $?
