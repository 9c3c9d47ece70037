# shells: bash
set +B; echo {a,b}; set -B; echo {a,b}
set +o braceexpand; echo {1..3}
