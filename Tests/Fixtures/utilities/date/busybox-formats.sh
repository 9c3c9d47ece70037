# shells: busybox
date -u -d 202001011234 +%s
date -u -d 202001011234.56 +%s
date -u -d 2020.01.02-03:04:05 +%s
date -u -d 12:34 +%T
date -u -D '%Y/%m/%d' -d 2020/03/04 +%F
date -u -D '%d %b %Y %H:%M' -d '04 Mar 2020 05:06' '+%F %T'
date -u -d @1.5; echo $?
date -u -d '1 day ago'; echo $?
date -u -Iminutes -d @0
date -u -d @0 +%N
