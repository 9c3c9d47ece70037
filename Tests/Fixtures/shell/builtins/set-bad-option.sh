(set -Q) 2>/dev/null; [ $? -ne 0 ] && echo bad
set -Z; echo "after $?"
