(trap 'echo trap' EXIT; eval 'if' 2>/dev/null; echo on); (trap 'echo trap2' EXIT; : ${u?} 2>/dev/null; echo on); (trap 'echo trap3' EXIT; set -u; echo $u) 2>/dev/null; echo end
