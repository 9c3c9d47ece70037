x=o; f() { local x=i; for i in 1; do return 4; done; }; f; echo $? $x; (g() { local x=s; exit 2; }; g); echo $? $x
