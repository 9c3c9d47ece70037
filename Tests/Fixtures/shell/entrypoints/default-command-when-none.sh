set -e
[ $# -gt 0 ] || set -- echo default 'cmd x'
"$@"
set -- ${CMD:-echo fallback}
"$@"
