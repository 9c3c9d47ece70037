# shells: dash ash bash
(readonly r=1; r=2; echo on); echo $?
(readonly r=1; r=2 true; echo on); echo $?
(readonly r=1; r=2 :; echo on); echo $?
(command . ./nosuch; echo "on $?"); echo $?
(command readonly 1x; echo "on $?") ; echo $?
(readonly r=1; unset r || echo or; echo on); echo $?
