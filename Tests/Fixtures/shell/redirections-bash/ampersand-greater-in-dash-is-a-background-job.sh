# shells: dash
f() { echo out; }
f &>both
wait; cat both | wc -c
