# shells: gnu
tput bold; echo $?
TERM=xterm tput setaf 1 | od -c
TERM=xterm tput colors
TERM=dumb tput bold; echo $?
TERM=dumb tput cols
TERM=xterm tput nosuch; echo $?
TERM=xterm tput sgr0 | od -c
