# shells: gnu
date -u -d @0.5 -Ins
date -u -d @0 -Ihours
date -u -d @0 -Iminutes
date -u -d @0 --iso-8601=s
date -u -d @0 --rfc-3339=date
date -u -d @0 --rfc-3339=seconds
date -u -d @0 --rfc-3339=ns
date -u -d @0 -Ix; echo $?
date -u -d @0 --rfc-3339=x; echo $?
date -u -d @0 -I -R; echo $?
date -d x -r y; echo $?
date +%s x; echo $?
date -x; echo $?
printf '@0\nfoo\n@5\n' >l; date -u -f l +%s; echo $?
