# shells: gnu
mkdir d; echo > f; ln -s f l; ln -s nox dl
b() { sed "s,$(pwd -P),HERE,"; }
readlink; readlink l dl; readlink -e l | b; readlink -e dl; echo $?; readlink -m nod/x/../y | b; readlink -z l | tr '\0' '@'; readlink -n l dl; readlink -f l d nod/x | b; readlink -e nox f | b; readlink -ev nox; readlink -m /a/b/../c
