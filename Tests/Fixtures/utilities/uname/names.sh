uname; uname -s; uname -o
uname -p; uname -i
[ "$(uname -n)" = "$(hostname)" ] && echo same
[ "$(uname -a | cut -d' ' -f1)" = Linux ] && echo linux
