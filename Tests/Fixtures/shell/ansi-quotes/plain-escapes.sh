# shells: ash bash
echo $'a\tb' $'it\'s' $'q\"q' $'b\\s' $'\x41\x4a' $'\101\60' 'a\tb'
printf '%s' $'\a\b\e\E\f\v\r'
