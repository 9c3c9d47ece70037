# shells: dash ash
x='a b'
echo 1 > $x
echo 2 > "$x c"
echo 3 > *
echo 4 > ~+
echo 5 > $(echo f)
echo 6 > ${y:-g}
ls
