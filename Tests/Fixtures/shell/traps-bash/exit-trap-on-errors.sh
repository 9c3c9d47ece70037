# shells: dash ash bash
(trap 'echo t $?' EXIT; set -e; false; echo no); echo $?
(trap 'echo t $?' EXIT; set -u; echo $nosuch; echo no) 2>/dev/null; echo $?
(trap 'echo t $?' EXIT; nosuchcmd) 2>/dev/null; echo $?
