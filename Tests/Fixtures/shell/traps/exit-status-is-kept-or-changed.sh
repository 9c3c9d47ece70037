(trap 'true' EXIT; exit 3); echo $?; (trap 'exit 4' EXIT; exit 3); echo $?; (trap 'false' 0; true); echo $?; (trap 'echo t; exit' EXIT; exit 6); echo $?
