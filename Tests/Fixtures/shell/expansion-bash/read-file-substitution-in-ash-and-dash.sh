# shells: dash ash
echo text >f
x=$(<f); echo "[$x]" $?
