mkdir -p d/e; echo one > f; echo two > g; ln -s nox l
mv f h; mv h d; mv g d/e/; ls -R; mv d/e x; mv l d; mv x d/y; ls -R; mv -T d D; ls; echo 1 > a; echo 2 > b; mv a b D; ls D; mv -t . D/a; cat a; mv D/ E/; ls E
