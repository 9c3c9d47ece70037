# shells: gnu
echo hello > f; mkdir d
install; echo $?; install f; install f nox/g; install d g; install nox g; install f g nod; install -T f d; install -m q f g; install -o nouser f g; install -g nogrp f g; install f f; install -d f; install -d; install -q; echo $?
