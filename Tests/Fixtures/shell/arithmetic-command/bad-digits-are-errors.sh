# shells: bash
(echo $((08))); echo $?
(echo $((2#12))); echo $?
(echo $((65#1))); echo $?
(echo $((1a))); echo $?
