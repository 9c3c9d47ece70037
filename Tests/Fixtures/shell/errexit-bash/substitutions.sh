# shells: dash ash bash
(set -e; x=$(false); echo no); echo $?
(set -e; echo $(false); echo yes); echo $?
(set -e; x=$(false; echo in); echo "[$x]"); echo $?
(set -e; export x=$(false); echo yes); echo $?
(set -e; f() { local x=$(false); echo yes; }; f); echo $?
(set -e; x=$(exit 3) y=$(true); echo "both"); echo $?
(set -e; : $(false); echo yes); echo $?
