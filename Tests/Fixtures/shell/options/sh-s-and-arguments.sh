printf 'echo "$# $1 $0"\n' > s; sh -s a b < s; sh s x; sh -c 'echo "$0 $1"' name arg; sh -c 'echo "$# $0"'; sh -- s y
