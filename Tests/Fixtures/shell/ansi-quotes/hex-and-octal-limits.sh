# shells: bash
echo $'\x414' $'\1012' $'\x4g' $'\xg' $'\8' $'\q' $'\x{41}' $'\0101'
x=$'a\0b'; echo "$x" ${#x}; y=$'a\x00b'; echo "$y"
