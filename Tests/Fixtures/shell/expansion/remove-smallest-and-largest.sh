p=/usr/local/lib/a.tar.gz
echo ${p##*/} ${p#*/} ${p%/*} ${p%%/*}. ${p%.*} ${p%%.*} ${p##*.} ${p#*.}
echo ${p#x} ${p%x} ${p#} ${p%} ${p##} ${p%%}
