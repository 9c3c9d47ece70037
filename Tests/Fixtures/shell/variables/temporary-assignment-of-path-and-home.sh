mkdir h; HOME=$PWD/h cd; echo ${PWD##*/}; cd ..; HOME=/x sh -c 'echo ~'; echo ~
