# shells: bash
echo {a,'b c'} {"a,b",c} "x"{1,2}"y z" {'a'..'c'} {a','b} {$'x\ty',z}
touch f.c f.h; echo f.{c,h} f.{c,x} *.{c,h} {f*,g*}
