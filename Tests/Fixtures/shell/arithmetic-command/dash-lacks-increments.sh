# shells: dash
i=5
(echo $((i++))); echo $?
(echo $((++i))); echo $?
(echo $((--i))); echo $?
(echo $((2 ** 3))); echo $?
(echo $((1, 2))); echo $?
(echo $((2#11))); echo $?
