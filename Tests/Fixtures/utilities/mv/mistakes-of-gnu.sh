# shells: gnu
mkdir -p d/e D/d/x; echo one > f; echo two > g
mv; mv f; mv nox y; echo $?; mv d d; mv d d/e; mv f d/e/nod/x; mv d D; mv d f; mv f g nox; mv f f; mv -T f d; mv f nox/; mv f g g; mv nox1 f nox2 d; echo $?; ls -R; mv f/x y; mv -n g d/f; cat d/f
