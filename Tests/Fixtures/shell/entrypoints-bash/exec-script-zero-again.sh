# shells: bash
cat >ep.sh <<'E'
#!/bin/bash
set -e
if [ "$1" = server ] && [ -z "$STEPPED" ]; then export STEPPED=1; echo "restart ${BASH_SOURCE##*/}"; exec bash "$BASH_SOURCE" "$@"; fi
echo "now $*"
exec echo "real $@"
E
bash ./ep.sh server -x "y z"
