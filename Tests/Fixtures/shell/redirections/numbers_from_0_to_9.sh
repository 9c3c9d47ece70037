exec 9> nine
echo nine >&9
exec 3>&1 > f
echo in f
exec >&3 3>&-
echo out
{ echo a >&4; } 4>&1
echo x 3> g >&3
echo y 3> h 4>&3 3>&- >&4
cat 3<<A <&3
document
A
cat <<A 3<<B
zero
A
three
B
cat f g h nine
x=5
exec 5> five
echo by variable >&$x
echo by quotes >&"5"
cat five
echo a 2 > two
echo a2> three
cat two three
12> f
