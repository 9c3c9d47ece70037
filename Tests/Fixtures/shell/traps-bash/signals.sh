# shells: dash ash bash
trap 'echo usr1' USR1; kill -USR1 $$; echo a; trap 'echo term' TERM; kill $$; echo b; trap '' INT; kill -INT $$; echo c
trap - USR1; (kill -USR1 $$; echo not) 2>/dev/null; echo $?
