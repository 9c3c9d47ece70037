(trap 'echo err' ERR; false) 2>/dev/null; echo $?
