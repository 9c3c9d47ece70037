# shells: dash
x=abc
if false; then echo ${x//b/X}; fi
f() { echo ${x:0:1}; }
echo fine
