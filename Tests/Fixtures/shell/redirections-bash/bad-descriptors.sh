# shells: dash ash bash
echo x >&7; echo $?; cat <&8; echo $?; (exec 9>&7; echo on); echo $?
