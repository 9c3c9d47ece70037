# shells: gnu
echo 1 > a; echo 2 > b; echo 3 > c; touch -d 2001-01-01 a; touch -d 2002-01-01 b; ln c c2
mv -u a b; cat b; mv -b a b; cat b b~; echo 4 > d; mv -v --backup=numbered d b; ls; mv -b -S .old c b; ls; mv c2 b.old; ls; echo 5 > e; mv --strip-trailing-slashes e e2/; ls; mv -vT e2 e3; ln e3 e4; mv -v e3 e4; ls
