# shells: dash ash bash
(set -o nosuch; echo on); echo $?
(set -Q; echo on); echo $?
