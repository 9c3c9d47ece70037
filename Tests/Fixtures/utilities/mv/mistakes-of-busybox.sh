# shells: busybox
mkdir -p d/e D/d/x; echo one > f; echo two > g
mv nox y; echo $?; mv d d; mv d d/e; mv f d/e/nod/x; mv d D; mv d f; mv nox1 f nox2 d; echo $?; ls -R
