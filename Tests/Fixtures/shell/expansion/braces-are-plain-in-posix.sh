# shells: dash ash
echo {a,b} {1..3} x{y,z}
