# shells: dash ash bash
(set -e; eval false; echo no); echo $?
(set -e; eval 'false; true'; echo no); echo $?
(set -e; eval false || echo or); echo $?
echo 'false; echo in lib' >lib; (set -e; . ./lib; echo no); echo $?; (set -e; . ./lib || echo or); echo $?
