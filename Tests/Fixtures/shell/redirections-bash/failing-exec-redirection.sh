# shells: dash ash bash
(exec <nosuch; echo "go on $?"); echo $?
(exec 3>nodir/x || echo or; echo on); echo $?
(: <nosuch || echo or; echo on); echo $?
(x=$(<nosuch) ; echo "on $?"); echo $?
