# shells: bash
set -o posix; shopt -po posix; echo $POSIXLY_CORRECT; x=1 :; echo "[$x]"; (readonly r=1; r=2; echo on); echo $?
f() { echo fn; }; (unset nosuch; export 1x; echo on); echo $?; set +o posix; y=1 :; echo "[$y]"
