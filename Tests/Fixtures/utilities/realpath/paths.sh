mkdir d; echo > f; ln -s f l; ln -s nox dl; b() { sed "s,$(pwd -P),HERE,"; }
realpath f l d . d/../f | b; realpath nox | b; realpath dl | b; realpath nod/x; echo $?; realpath /
