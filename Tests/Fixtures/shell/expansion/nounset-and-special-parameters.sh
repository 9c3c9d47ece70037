set -u
echo "<$@><$*><$#><$?>"
(: "$!") 2>/dev/null; echo "bang $?"
for i in "$@"; do echo never; done; echo done
