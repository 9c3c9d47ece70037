# shells: bash
trap 'echo err' ERR
(false; echo in); x=$(false; echo s); echo $x; set -E; (false; echo in2); x=$(false; echo s2); echo $x
