# shells: bash
PS4='+${LINENO}: '; set -x
echo $(echo sub)
f() { eval 'echo e'; }
f
