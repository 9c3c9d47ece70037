# shells: bash
compgen -W 'one two three' -X 't*'; compgen -W 'one two three' -X '!t*' t; compgen -A keyword i; compgen -A user roo; compgen -W '$HOME "a b"'; compgen -c whil; compgen -a; echo $?; alias za=b; compgen -a z
