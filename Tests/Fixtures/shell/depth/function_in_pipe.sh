# status: 2
f() { f | cat; }
f
