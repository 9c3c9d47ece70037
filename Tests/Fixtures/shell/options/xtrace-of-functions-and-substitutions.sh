set -x
f() { echo "f $1"; }
f x
y=$(echo sub)
(echo paren)
