echo a#b #c
echo a \#b '#c' "#d"
echo $(echo x #y
) z
x=#no; echo "$x"
echo a;#comment
