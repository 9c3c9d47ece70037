# shells: bash
x=hello; a=(aa b); set -- p qq rrr
echo ${#x} ${#} ${#@} ${#*} ${#3} ${#a} ${#a[0]} ${#a[@]} ${#?} ${#-} >/dev/null; echo ${#x} ${#} ${#@} ${#*} ${#3} ${#?}
u=é; echo ${#u}; (LC_ALL=C.UTF-8; echo ${#u} ${u:0:1})
