true | false; echo $?; false | true; echo $?; (exit 3) | (exit 4); echo $?; echo a | (exit 5); echo $?; ! true | true; echo $?
