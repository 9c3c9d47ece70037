# shells: gnu
TERM=xterm dircolors -b
