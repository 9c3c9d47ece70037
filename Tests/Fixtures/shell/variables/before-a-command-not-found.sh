x=1 no-such-cmd-z 2>/dev/null; echo $? "${x-unset}"
