# shells: gnu
mkdir d; echo one > f; echo two > g; ln -s nowhere dl
cp; echo $?; cp f; cp nox y; echo $?; cp d y; cp f f; cp f g nox; cp f g g; cp -T f d; cp -r d f; cp -r d d; cp f nod/x; cp f nod/; cp f dl; cp -rT d f; cp f/x y; cp -t nox f; cp -t d; cp --preserve=qq f y; ls -R; cp nox1 f nox2 d; echo $?; cp -Z; cp -q f g; cp --no-such f g
