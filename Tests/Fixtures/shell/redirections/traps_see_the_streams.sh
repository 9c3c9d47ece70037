trap 'echo bye >&3' EXIT
exec 3> f
exit 3
