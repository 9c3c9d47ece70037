# shells: bash
mkdir -p a/b; cd a; pushd b >/dev/null; echo ${#DIRSTACK[@]}; dirs -v | wc -l; popd >/dev/null; basename "$PWD"; popd; echo $?
