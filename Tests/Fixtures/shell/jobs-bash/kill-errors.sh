# shells: dash ash bash
kill 2>/dev/null; echo $?; kill -NOSUCH $$ 2>/dev/null; echo $?; kill 999999; echo $?; kill abc; echo $?; kill -l TERM; kill -l 2
