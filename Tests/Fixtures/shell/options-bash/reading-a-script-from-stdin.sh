# shells: dash ash bash
echo 'echo "$0 $# $1"' >s; S=bash; [ -n "$BASH_VERSION" ] || S="dash"; $S -s a b <s; $S <s; $S ./s p
