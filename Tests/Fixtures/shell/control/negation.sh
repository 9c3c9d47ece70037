! true; echo $?; ! false; echo $?; ! (exit 3); echo $?; ! true | false; echo $?; ! false | true; echo $?; if ! true; then echo no; else echo else; fi; ! true && echo no || echo or
