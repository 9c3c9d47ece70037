# shells: bash
complete -F _f cmd1 cmd2; complete -o nospace -A directory cmd3; complete | sort; complete -p cmd1; complete -p nosuch; echo $?; complete -r cmd1 cmd2; complete; complete -r; complete -p; echo $?; compopt 2>/dev/null; echo $?
