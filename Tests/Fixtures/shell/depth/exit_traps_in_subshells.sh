# status: 2
f() { (trap f EXIT; :); }
f
