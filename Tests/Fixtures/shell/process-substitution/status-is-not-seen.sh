# shells: bash
cat <(exit 3); echo $?
set -e; cat <(false); echo still
! read -r x < <(exit 1); echo "[$x]"
