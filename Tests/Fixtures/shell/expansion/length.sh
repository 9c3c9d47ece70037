x=hello; e=
echo ${#x} ${#e} ${#u} ${#HOME} ${#} ${#1}
set -- abc de; echo ${#1} ${#2} ${#} $# ${#@} ${#*}
