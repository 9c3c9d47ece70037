echo ${a=x} $a; b=; echo "${b=x}<$b>"; echo "${b:=y}<$b>"
echo ${c:="p  q"} "$c"
echo "${d:=p  q}" "$d"
