# shells: bash
set -e; mkdir bin; printf '#!/bin/sh\ntrap "echo stopping; exit 0" TERM\ntouch up\nwhile :; do sleep 0.05; done\n' >bin/server; chmod +x bin/server; PATH=$PWD/bin:$PATH
start() { "$@" --skip-networking & pid=$!; declare -g SERVER_PID=$pid; until [ -e up ]; do sleep 0.05; done; echo started; }
stop() { kill "$SERVER_PID"; if ! wait "$SERVER_PID"; then echo "bad stop"; fi; echo stopped; }
start server; echo working; stop; rm up
