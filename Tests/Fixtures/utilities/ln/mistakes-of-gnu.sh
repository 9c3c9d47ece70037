# shells: gnu
mkdir d; echo one > f; echo two > g; ln -s nox dl
ln; echo $?; ln f; ln f g; echo $?; ln -s f g; ln -s f g nox; ln nox y; ln d dd; touch d/f; ln -s f d; ln -T f d; ln -sT f d; ln -f f f; ln -s a b g; ln -v f h; ln -s '' e; ln -t nox f; ln -f f g; stat -c %h g; ln -s x nod/y; ln f nod/y; ln -sf f d; ls -R; ln -sfT f d
