# shells: dash ash
(fg); echo $?; (bg); echo $?
