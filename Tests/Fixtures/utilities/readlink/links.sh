mkdir d; echo > f; ln -s f l; ln -s l ll; ln -s nox dl; ln -s d ld; cd d; ln -s ../f up; cd ..
b() { sed "s,$(pwd -P),HERE,"; }
readlink l; readlink ll; readlink f; echo $?; readlink nox; echo $?; readlink -f ll | b; readlink -f f | b; readlink -f nox | b; readlink -f nod/x; echo $?; readlink -f dl | b; readlink -f ld/up | b; readlink -f . | b; readlink -f d/../f | b; readlink -n l; echo; readlink -v f; readlink -v nox; readlink -f d/ | b; readlink -f f/ ; echo $?; readlink -f / 
