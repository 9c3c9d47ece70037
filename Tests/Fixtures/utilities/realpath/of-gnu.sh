# shells: gnu
mkdir -p d/e; echo > f; ln -s f l; ln -s d ld; b() { sed "s,$(pwd -P),HERE,"; }
realpath; realpath -e nox; echo $?; realpath -m nod/x | b; realpath -s l ld | b; realpath --relative-to=d f; realpath --relative-to=d/e f d d/e .; realpath --relative-base=. f; realpath --relative-base=. /usr; realpath -q -e nox; echo $?; realpath -z f | b | tr '\0' '@'; echo; realpath -L ld/.. | b; realpath -P ld/.. | b; realpath --relative-to=nox/y f; realpath ''; realpath -m --relative-to=a/b c/d
