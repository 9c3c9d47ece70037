# shells: bash
usage() { echo "usage: $FUNCNAME ${1:-none}" >&2; return 64; }; usage; echo $?
log() { local level=$1; shift; printf '[%s] %s\n' "$level" "$*"; }; log INFO a b  c; die() { log ERROR "$@" >&2; exit 1; }; (die "bad thing"); echo $?
while [[ $# -gt 0 ]]; do shift; done; parse() { while (($#)); do case $1 in -v|--verbose) v=1;; --name=*) n=${1#*=};; --) shift; break;; -*) echo "unknown $1"; return 2;; *) break;; esac; shift; done; echo "$v $n $*"; }; parse -v --name=x -- -y z; parse -q; echo $?
