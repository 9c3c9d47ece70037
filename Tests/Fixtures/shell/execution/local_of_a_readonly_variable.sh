readonly x=1; f() { local x=2; echo no; }; f; echo no
