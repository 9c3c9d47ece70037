export x=1; unset x; x=2; sh -c 'echo "${x-unset}"'
