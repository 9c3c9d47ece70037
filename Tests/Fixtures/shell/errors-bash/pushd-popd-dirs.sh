# shells: bash
mkdir a; pushd >/dev/null; echo $?; popd; echo $?; pushd nosuch; echo $?; cd a; cd ..; cd - >/dev/null; echo $?; unset OLDPWD; cd -; echo $?; HOME=; cd; echo $?; unset HOME; cd; echo $?; cd a b; echo $?
