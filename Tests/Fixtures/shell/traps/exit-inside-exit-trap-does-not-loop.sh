trap 'echo once; exit 2' EXIT
exit 1
