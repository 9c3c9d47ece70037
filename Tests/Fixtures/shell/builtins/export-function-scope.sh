f() { export x=1; }; f; sh -c 'echo $x'; g() { local y=2; export y; h; }; h() { sh -c 'echo "${y-unset}"'; }; g; h
