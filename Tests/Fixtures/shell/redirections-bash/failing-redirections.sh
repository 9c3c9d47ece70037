# shells: dash ash bash
cat <nosuch; echo $?; echo x >nodir/f; echo $?; { echo no; } <nosuch; echo $?; : <nosuch; echo "special $?"
