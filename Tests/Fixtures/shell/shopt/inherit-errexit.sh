# shells: bash
set -e; x=$(false; echo on); echo "[$x]"; shopt -s inherit_errexit; x=$(false; echo on) || echo "failed [$x]"
y=$(false; echo on); echo never
