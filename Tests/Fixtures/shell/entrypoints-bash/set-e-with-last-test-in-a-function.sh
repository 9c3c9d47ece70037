set -e
maybe() { [ -n "$DEBUG" ] && echo debugging; return 0; }
maybe; [ -z "$DEBUG" ] || set -x
[ -f nosuch ] && echo found || true
if [ ! -d data ]; then mkdir -p data/sub; fi; cd data && echo in && cd ..
test -d nosuch && echo no
echo "goes on $?"
