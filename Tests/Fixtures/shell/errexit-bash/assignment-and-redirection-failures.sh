# shells: dash ash bash
(set -e; x=1 false; echo no); echo $?
(set -e; echo a >nodir/f; echo no) 2>/dev/null; echo $?
(set -e; cat <nosuch || echo or; echo yes) 2>/dev/null; echo $?
(set -e; nosuchcmd; echo no) 2>/dev/null; echo $?
(set -e; cd /nosuch; echo no) 2>/dev/null; echo $?
