set -e
f() { false; echo "went on"; }
if f; then echo yes; fi
f || echo no
f && echo and
! f
echo alive
f
echo dead
