# shells: dash ash
echo before
exec 3>f
exec 4>&3-
