u=
printf '<%s>' ${u:-a b} "${u:-a b}" ${u:-"a b"} "${u:-"a b"}" ${u:-'a b'} "${u:-'a b'}"; echo
printf '<%s>' ${u:-a\ b} "${u:-a\ b}" "${u:-\$x}" "${u:-\}}" ${u:-\}} "${u:-}x}"; echo
