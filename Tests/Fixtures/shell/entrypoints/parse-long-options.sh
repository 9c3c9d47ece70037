set -- --name=web --port 80 -v -- rest --x
while [ $# -gt 0 ]; do case $1 in --name=*) name=${1#*=};; --port) port=$2; shift;; -v|--verbose) verbose=1;; --) shift; break;; -*) echo "bad $1"; exit 2;; *) break;; esac; shift; done
echo "$name $port $verbose $# $*"
