# shells: gnu
tput bold; echo $?
TERM=xterm tput setaf 1 | tr "\033" E
TERM=xterm tput colors
TERM=dumb tput bold; echo $?
TERM=dumb tput cols
TERM=xterm tput nosuch; echo $?
TERM=xterm tput sgr0 | tr "\033" E
