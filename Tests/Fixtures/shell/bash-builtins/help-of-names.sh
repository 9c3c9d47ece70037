# shells: bash
help ZZZ; echo $?; help -s cd
