# shells: bash
mkdir da db; touch fa; compgen -f | sort; compgen -d | sort; compgen -f d | sort; compgen -G 'd*' | sort; compgen -A variable -X '!BASH_V*' | sort
