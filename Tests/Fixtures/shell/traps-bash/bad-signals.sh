# shells: dash ash bash
(trap 'echo x' NOSUCH; echo on); echo $?
(trap 'echo x' 99; echo on); echo $?
(trap - NOSUCH; echo on); echo $?
