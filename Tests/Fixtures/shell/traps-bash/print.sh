# shells: dash ash bash
trap 'echo "it'"'"'s"' EXIT; trap "echo a" USR1; trap '' TERM; trap; trap - EXIT; trap
