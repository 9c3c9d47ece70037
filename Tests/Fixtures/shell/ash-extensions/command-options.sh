# shells: dash ash bash
command -v cat >/dev/null && echo has; command -p echo p; command -V if; command; echo $?; command -v; echo $?; command -pv cat | sed "s,.*/,,"; x=1 command eval 'echo $x'; echo "[$x]"
