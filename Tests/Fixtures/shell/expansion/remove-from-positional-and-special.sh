set -- one.two three.four
echo ${1%.*} ${2#*.} "${1#o}"
f() { echo ${1##*=}; }; f --a=b=c
