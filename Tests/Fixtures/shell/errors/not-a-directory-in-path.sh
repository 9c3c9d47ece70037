: > f; ./f/x 2>/dev/null; echo $?; PATH=$PWD/f:$PATH; echo ok | cat; nosuch-aa 2>/dev/null; echo $?
