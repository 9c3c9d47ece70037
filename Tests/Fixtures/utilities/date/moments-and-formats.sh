date -u -d @0
date -u -d @1700000000 +%s
date -u -d @1700000000 '+%Y-%m-%d %H:%M:%S %a %A %b %B %j %u %w %y %C'
date -u -d @0 -R
date -u -d @0 -I
date -u -d @0 -Iseconds
date -u -d '2020-02-29 12:34:56' +%s
date -u -d '2020-02-29 12:34' +%F_%T
date -u -d nonsense; echo $?
