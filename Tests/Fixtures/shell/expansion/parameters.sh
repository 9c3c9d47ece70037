x=value; e=
echo "$x ${x} ${#x} ${y:-default} ${e:-empty} ${e-set} ${x:+alt} ${y+none}"
echo "${y:=assigned} $y"
p=/usr/lib/file.tar.gz
echo "${p##*/} ${p%/*} ${p%.*} ${p%%.*} ${p#*/}"
set -- a "b c" d
echo "$# $1 $2 $*"; for a in "$@"; do echo "[$a]"; done
shift; echo $1
