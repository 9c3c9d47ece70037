# shells: busybox
mkdir d; echo one > f; echo two > g
ln f; ln f g; echo $?; ln -s f g; ln nox y; ln d dd; touch d/f; ln -s f d; ln -T f d; ln -v f h; ln -f f g; stat -c %h g; ln -s x nod/y
