# shells: bash
shopt -s nosuch; echo $?
shopt nosuch; echo $?
shopt -Z; echo $?
shopt -su extglob; echo $?
