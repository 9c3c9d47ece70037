# status: 2
f() { f; }
f
