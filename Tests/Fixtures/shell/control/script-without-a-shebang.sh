printf 'echo "bare $1 $#"; exit 4\n' > s; chmod +x s; ./s a b; echo $?
