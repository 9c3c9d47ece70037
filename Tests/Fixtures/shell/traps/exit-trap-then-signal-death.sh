sh -c 'trap "echo bye" EXIT; kill -TERM $$'; echo $?; sh -c 'trap "echo bye" EXIT; trap "exit 3" TERM; kill -TERM $$'; echo $?
