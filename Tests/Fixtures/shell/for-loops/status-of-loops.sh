# shells: bash
false; for ((i = 0; i < 0; i++)); do :; done; echo $?
for ((i = 0; i < 1; i++)); do false; done; echo $?
for x in; do :; done; echo $?; for x in a; do (exit 3); done; echo $?
