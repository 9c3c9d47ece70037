# shells: busybox
mkdir d; echo one > f; echo two > g; ln -s nowhere dl
cp nox y; echo $?; cp d y; cp f f; cp f g nox; cp -T f d; cp -r d d; cp f nod/x; ls -R; cp nox1 f nox2 d; echo $?
