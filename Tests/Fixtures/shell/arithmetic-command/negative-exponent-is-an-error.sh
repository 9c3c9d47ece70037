# shells: bash
((2 ** -1)); echo $?
