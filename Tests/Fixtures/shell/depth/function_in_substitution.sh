# status: 2
f() { echo $(f); }
f
