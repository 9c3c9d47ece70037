# shells: bash
a=(1 2)
a+=(3 "4 x")
a[0]+=z
a+=y
declare -p a
b+=(new); declare -p b
s=text; s+=(more); declare -p s
