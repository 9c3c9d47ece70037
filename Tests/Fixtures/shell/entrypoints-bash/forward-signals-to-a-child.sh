# shells: dash ash bash
printf 'trap "echo child term; exit 3" TERM\n: >up\nwhile :; do sleep 0.05; done\n' >child
sh ./child & pid=$!; trap 'echo parent term; kill -TERM $pid' TERM
until [ -e up ]; do sleep 0.05; done; kill -TERM $$; wait $pid; echo "status $?"
